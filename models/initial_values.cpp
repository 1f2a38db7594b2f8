#include "models/initial_values.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

#include "models/random_stream.hpp"

namespace models {

double glorot_bound(int64_t fan_in, int64_t fan_out) {
  return std::sqrt(6.0 / static_cast<double>(fan_in + fan_out));
}

double kaiming_bound(int64_t fan_in) { return 1 / std::sqrt(static_cast<double>(fan_in)); }

at::Tensor uniform_values(at::IntArrayRef shape, double bound, uint64_t key, uint32_t parameter) {
  at::Tensor values = at::empty(shape, at::kFloat);
  float* const out = values.data_ptr<float>();
  const int64_t n = values.numel();
  const auto width = static_cast<float>(2 * bound);
  const RandomStream stream(key, parameter);
  at::parallel_for(0, (n + 3) / 4, 1 << 14, [&](int64_t begin, int64_t end) {
    for (int64_t block = begin; block < end; ++block) {
      const auto numbers = stream.uniforms(static_cast<uint64_t>(block));
      for (int64_t i = 0; i < std::min<int64_t>(4, n - 4 * block); ++i)
        out[4 * block + i] = width * (numbers[static_cast<size_t>(i)] - 0.5F);
    }
  });
  return values;
}

}  // namespace models
