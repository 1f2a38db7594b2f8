#include "bench/peaks.hpp"

#include <torch/cuda.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <functional>

namespace bench {
namespace {

double least_seconds(at::Device device, int repetitions, const std::function<void()>& work) {
  work();  // fresh memory, the choice of a kernel
  double least = 1e9;
  for (int i = 0; i < repetitions; ++i) {
    finish(device);
    const auto start = std::chrono::steady_clock::now();
    work();
    finish(device);
    least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return least;
}

}  // namespace

void finish(at::Device device) {
  if (device.is_cuda()) torch::cuda::synchronize(device.index());
}

double product_operations_per_second(at::Device device, at::ScalarType type) {
  const at::NoGradGuard no_gradients;
  const int64_t n = device.is_cuda() ? 8192 : 1024, picture = 32;
  const auto options = at::TensorOptions().device(device).dtype(type);
  const at::Tensor a = at::ones({n, n}, options), b = at::ones({n, n}, options);
  const at::Tensor x = a.view({n / (picture * picture), picture, picture, n}).permute({0, 3, 1, 2});
  const at::Tensor weight = b.view({n, n, 1, 1});
  const double seconds = std::min(least_seconds(device, 10, [&] { at::mm(a, b); }),
                                  least_seconds(device, 10, [&] { at::conv2d(x, weight); }));
  return 2.0 * static_cast<double>(n * n * n) / seconds;
}

double copy_bytes_per_second(at::Device device) {
  const at::Tensor from =
      at::ones({device.is_cuda() ? 1 << 30 : 1 << 26}, at::TensorOptions().device(device));
  at::Tensor to = at::empty_like(from);
  return 2 * static_cast<double>(from.nbytes()) / least_seconds(device, 5, [&] { to.copy_(from); });
}

}  // namespace bench
