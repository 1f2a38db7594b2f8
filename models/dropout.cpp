#include "models/dropout.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/DeviceGuard.h>

#include <stdexcept>
#include <string>

#include "gpu/current_stream.hpp"
#include "models/dropout_mask.hpp"
#ifdef GRIDSWEEP_HAS_CUDA
#include "models/cuda/dropout_kernel.hpp"
#endif

namespace models {

Dropout::Dropout(double rate, uint32_t layer) : rate_(rate), layer_(layer) {
  if (!(rate >= 0 && rate < 1))
    throw std::invalid_argument("a dropout rate must lie in [0, 1), not " + std::to_string(rate));
}

at::Tensor Dropout::forward(const at::Tensor& x, const Pass& pass) const {
  if (pass.mode == Mode::EVALUATE || rate_ == 0) return x;
  const int64_t rows = x.size(0);
  const int64_t features = rows == 0 ? 1 : x.numel() / rows;
  return x * mask(rows, features, pass, x.device()).view(x.sizes()).to(x.scalar_type());
}

at::Tensor Dropout::mask(int64_t rows, int64_t features, const Pass& pass, at::Device device) const {
  const DropoutMask mask{pass.dropout_key,         layer_, pass.step, pass.first_row, rows, features,
                         static_cast<float>(rate_)};
  const auto kept = static_cast<float>(1 / (1 - rate_));
#ifdef GRIDSWEEP_HAS_CUDA
  if (gpu::runs_kernels(device)) {
    const c10::DeviceGuard guard(device);
    const at::Tensor there =
        at::empty({rows, features}, at::TensorOptions().dtype(at::kFloat).device(device));
    launch_dropout_mask(mask, kept, there.data_ptr<float>(), gpu::current_stream(device));
    return there;
  }
#endif
  const at::Tensor factors = at::empty({rows, features}, at::kFloat);
  float* const out = factors.data_ptr<float>();
  at::parallel_for(0, rows, 64, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row)
      for (int64_t quad = 0; quad < mask.quads(); ++quad) mask.write_quad(row, quad, kept, out);
  });
  return factors.to(device);
}

}  // namespace models
