#pragma once

#include <cuda_runtime_api.h>

#include <stdexcept>
#include <string>

namespace gpu {

// Call right after a launch, from a .cu file. Throws std::runtime_error when the kernel could not be started,
// or when an earlier one has failed meanwhile.
inline void check_launch(const char* kernel) {
  const cudaError_t error = cudaGetLastError();
  if (error != cudaSuccess)
    throw std::runtime_error(std::string("the CUDA kernel '") + kernel +
                             "' failed: " + cudaGetErrorString(error));
}

}  // namespace gpu
