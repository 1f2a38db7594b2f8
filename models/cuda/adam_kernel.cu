#include <algorithm>
#include <limits>

#include "gpu/check_launch.hpp"
#include "models/adam_element.hpp"
#include "models/cuda/adam_kernel.hpp"

namespace models {
namespace {

constexpr int kThreads = 256;
constexpr int64_t kMostBlocks = 1 << 16;  // beyond it, threads take several turns

// Memory is the limit: four reads and three writes of 4 bytes per parameter, each side by side within a warp.
__global__ void __launch_bounds__(kThreads)
    adam(const AdamCoefficients step, float limit, int64_t n, const float* __restrict__ gradient,
         float* __restrict__ value, float* __restrict__ first, float* __restrict__ second) {
  const int64_t threads = int64_t{gridDim.x} * kThreads;
  for (int64_t i = int64_t{blockIdx.x} * kThreads + threadIdx.x; i < n; i += threads) {
    const AdamState next = adam_element(step, limit, gradient[i], {value[i], first[i], second[i]});
    value[i] = next.value;
    first[i] = next.first;
    second[i] = next.second;
  }
}

}  // namespace

void launch_adam(const AdamCoefficients& step, int64_t n, const float* gradient, float* value,
                 float* first_moment, float* second_moment, void* stream) {
  if (n == 0) return;
  const float limit = step.clip > 0 ? step.clip : std::numeric_limits<float>::infinity();
  const auto blocks = static_cast<unsigned>(std::min((n + kThreads - 1) / kThreads, kMostBlocks));
  adam<<<blocks, kThreads, 0, static_cast<cudaStream_t>(stream)>>>(step, limit, n, gradient, value,
                                                                   first_moment, second_moment);
  gpu::check_launch("adam");
}

}  // namespace models
