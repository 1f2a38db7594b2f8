#include "models/dropout.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "models/random_stream.hpp"

namespace models {

Dropout::Dropout(double rate, uint32_t layer) : rate_(rate), layer_(layer) {
  if (!(rate >= 0 && rate < 1))
    throw std::invalid_argument("a dropout rate must lie in [0, 1), not " + std::to_string(rate));
}

at::Tensor Dropout::forward(const at::Tensor& x, const Pass& pass) const {
  if (pass.mode == Mode::EVALUATE || rate_ == 0) return x;
  const int64_t rows = x.size(0);
  const int64_t features = rows == 0 ? 1 : x.numel() / rows;
  return x * mask(rows, features, pass).view(x.sizes()).to(x.device(), x.scalar_type());
}

at::Tensor Dropout::mask(int64_t rows, int64_t features, const Pass& pass) const {
  at::Tensor factors = at::empty({rows, features}, at::kFloat);
  float* const out = factors.data_ptr<float>();
  const auto rate = static_cast<float>(rate_);
  const auto kept = static_cast<float>(1 / (1 - rate_));
  const RandomStream stream(pass.dropout_key, layer_);
  at::parallel_for(0, rows, 64, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      // One 64-bit index per step and row: 2^32 of each are never reached.
      const uint64_t index = (pass.step << 32) + static_cast<uint64_t>(pass.first_row + row);
      for (int64_t feature = 0; feature < features; feature += 4) {
        const auto numbers = stream.uniforms(index, static_cast<uint32_t>(feature / 4));
        for (int64_t i = 0; i < std::min<int64_t>(4, features - feature); ++i)
          out[row * features + feature + i] = numbers[static_cast<size_t>(i)] < rate ? 0.0F : kept;
      }
    }
  });
  return factors;
}

}  // namespace models
