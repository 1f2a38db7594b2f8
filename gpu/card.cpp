#include "gpu/card.hpp"

#ifdef GRIDSWEEP_HAS_CUDA
#include <cuda_runtime_api.h>
#endif

namespace gpu {

std::string bus_address([[maybe_unused]] at::Device device) {
#ifdef GRIDSWEEP_HAS_CUDA
  char address[32] = {};
  if (cudaDeviceGetPCIBusId(address, sizeof address, device.index()) == cudaSuccess) return address;
#endif
  return {};
}

std::string model_name([[maybe_unused]] at::Device device) {
#ifdef GRIDSWEEP_HAS_CUDA
  cudaDeviceProp properties;
  if (cudaGetDeviceProperties(&properties, device.index()) == cudaSuccess) return properties.name;
#endif
  return {};
}

}  // namespace gpu
