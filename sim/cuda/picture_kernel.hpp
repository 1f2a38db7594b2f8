#pragma once

#include <cstdint>

#include "sim/picture_grid.hpp"

namespace sim {

// Writes `count` pictures, [B][parts · w][t1][Tw] float32 in the device's memory, on a stream (cudaStream_t)
// of the current device. `sources` is in the host's memory and copied before this returns. Nothing waits.
void launch_pictures(const PictureGrid& grid, const PictureSource* sources, std::int64_t count, float* out,
                     void* stream);

}  // namespace sim
