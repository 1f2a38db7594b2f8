#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/readout_table.hpp"

namespace sim {

/// Where in a table's header the columns of wells and plates stand.
struct PlaceIndices {
  std::size_t well = 0;
  std::optional<std::size_t> plate;
};

/// Throws std::invalid_argument, with the header, where there is no such column or more than one.
PlaceIndices find_place_columns(const std::vector<std::string>& header, const PlaceColumns& wanted,
                                const std::string& file);

}  // namespace sim
