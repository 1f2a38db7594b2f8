#pragma once

#include <c10/core/Device.h>

namespace gpu {

// Whether kernels of ours can run on this device: it is a CUDA device, they were compiled, and LibTorch knows
// CUDA.
bool runs_kernels(at::Device device);

// LibTorch's current stream of the calling thread on a device, as a cudaStream_t. Kernels are launched on it
// and on no other, so that they stand in line with LibTorch's own. Throws std::logic_error where
// runs_kernels() is false.
void* current_stream(at::Device device);

}  // namespace gpu
