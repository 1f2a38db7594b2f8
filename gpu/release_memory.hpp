#pragma once

#include <c10/core/Device.h>

namespace gpu {

// Gives the memory that LibTorch keeps for later back to the GPU, where other processes may need it. Nothing
// on a CPU.
void release_memory(at::Device device);

}  // namespace gpu
