#pragma once

#include <string>
#include <vector>

#include "sweep/grid.hpp"

namespace sweep {

/// A line for each recipe of a grid, with what its trials do otherwise and the recipe's own level: "recipe
/// report-2023, but training.epochs 1 (100)".
std::vector<std::string> recipes_followed(const Grid& grid);

}  // namespace sweep
