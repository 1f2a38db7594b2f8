#include "gpu/release_memory.hpp"

#ifdef GRIDSWEEP_TORCH_CUDA
#include <c10/cuda/CUDACachingAllocator.h>
#endif

namespace gpu {

void release_memory([[maybe_unused]] at::Device device) {
#ifdef GRIDSWEEP_TORCH_CUDA
  if (device.is_cuda()) c10::cuda::CUDACachingAllocator::emptyCache();
#endif
}

}  // namespace gpu
