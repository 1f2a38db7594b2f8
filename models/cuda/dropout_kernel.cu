#include <algorithm>

#include "gpu/check_launch.hpp"
#include "models/cuda/dropout_kernel.hpp"

namespace models {
namespace {

constexpr int kThreads = 256;
constexpr int64_t kMostBlocks = 1 << 16;

__global__ void __launch_bounds__(kThreads) dropout_mask(const DropoutMask mask, float kept, float* out) {
  const int64_t quads = mask.rows * mask.quads();
  const int64_t threads = int64_t{gridDim.x} * kThreads;
  for (int64_t i = int64_t{blockIdx.x} * kThreads + threadIdx.x; i < quads; i += threads)
    mask.write_quad(i / mask.quads(), i % mask.quads(), kept, out);
}

}  // namespace

void launch_dropout_mask(const DropoutMask& mask, float kept, float* out, void* stream) {
  const int64_t quads = mask.rows * mask.quads();
  if (quads == 0) return;
  const auto blocks = static_cast<unsigned>(std::min((quads + kThreads - 1) / kThreads, kMostBlocks));
  dropout_mask<<<blocks, kThreads, 0, static_cast<cudaStream_t>(stream)>>>(mask, kept, out);
  gpu::check_launch("dropout_mask");
}

}  // namespace models
