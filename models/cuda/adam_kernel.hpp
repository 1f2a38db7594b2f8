#pragma once

#include <cstdint>

#include "models/adam_loop.hpp"

namespace models {

// adam_loop on arrays in the memory of the current device, on a stream (cudaStream_t); equal to it to
// rounding, since the CPU may fuse what is not fused here. Nothing waits.
void launch_adam(const AdamCoefficients& step, int64_t n, const float* gradient, float* value,
                 float* first_moment, float* second_moment, void* stream);

}  // namespace models
