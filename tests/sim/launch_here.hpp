#pragma once

#include <cstdint>

#include "sim/picture_grid.hpp"

namespace sim::testing {

// Stands in for launch_pictures: runs every thread of every block on the CPU, one after the other. `out` is
// filled with NaN first, so that a point that nobody writes is seen.
void launch_here(const PictureGrid& grid, const PictureSource* sources, std::int64_t count, float* out,
                 void*);

}  // namespace sim::testing
