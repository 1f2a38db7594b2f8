#pragma once

#include <optional>
#include <string>

#include "sweep/grid.hpp"

namespace sweep {

/// The architecture of each trial of a grid, without resolving all of its settings. Keeps a reference.
class Architectures {
 public:
  explicit Architectures(const Grid& grid) : grid_(grid), of_all_(grid.settings(Row{0}).text(kKey)) {
    for (std::size_t i = 0; i < grid.columns().size(); ++i) {
      if (grid.columns()[i].key == kKey) column_ = i;
    }
  }
  const std::string& of(Row row) const { return column_ ? grid_.level(row, *column_).string() : of_all_; }

 private:
  static constexpr const char* kKey = "model.architecture";

  const Grid& grid_;
  std::string of_all_;
  std::optional<std::size_t> column_;
};

}  // namespace sweep
