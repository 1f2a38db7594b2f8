#pragma once

#include <string_view>
#include <vector>

#include "sim/plate.hpp"

namespace sim {

/// "A1", "A01", "a01", " B7 ", "AF48": one or two letters for the row and up to three digits for the column,
/// of a plate of up to 1,536 wells. Throws std::invalid_argument that quotes the text.
WellPosition parse_well(std::string_view text);

/// The same where row and column stand apart: the row as letters or as a number from 1 ("B", "02").
WellPosition parse_well(std::string_view row, std::string_view column);

/// The smallest of 96, 384 and 1,536 wells with a place for every position.
PlateFormat format_that_holds(const std::vector<WellPosition>& positions);

}  // namespace sim
