#pragma once

#include "sweep/grid.hpp"

namespace app {

/// Says how the trials of a grid are trained: by which recipe and what departs from it, and the formula of
/// their distillation, if any, as resolved.
void print_training(const sweep::Grid& grid);

}  // namespace app
