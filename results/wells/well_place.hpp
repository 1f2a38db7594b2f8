#pragma once

#include <optional>
#include <string>

namespace results {

/// Where a sample is, from its name: "A01", or "plate 2:AF48".
struct WellPlace {
  std::string plate;
  int row = 0;  // from 0
  int column = 0;

  /// Nothing for a name that is none of a well on a plate of up to 1,536 wells.
  static std::optional<WellPlace> of(const std::string& name);
};

/// "A" … "AF".
std::string row_letters(int row);

}  // namespace results
