#include "gpu/current_stream.hpp"

#include <stdexcept>

#ifdef GRIDSWEEP_TORCH_CUDA
#include <c10/cuda/CUDAStream.h>
#endif

namespace gpu {
namespace {

#if defined(GRIDSWEEP_HAS_CUDA) && defined(GRIDSWEEP_TORCH_CUDA)
constexpr bool kernels_are_in = true;
#else
constexpr bool kernels_are_in = false;
#endif

}  // namespace

bool runs_kernels(at::Device device) { return kernels_are_in && device.is_cuda(); }

void* current_stream(at::Device device) {
  if (!runs_kernels(device)) throw std::logic_error("no kernel of ours runs on device " + device.str());
#ifdef GRIDSWEEP_TORCH_CUDA
  return c10::cuda::getCurrentCUDAStream(device.index()).stream();
#else
  return nullptr;
#endif
}

}  // namespace gpu
