#pragma once

#include <cstdint>

// Plain loops over a float32 matrix [rows, channels] with contiguous rows: what a channels-last picture or a
// dense activation is in memory. Each is one pass over memory, split over LibTorch's threads. Sums are
// float64 from the first addition on: however the rows are split over threads and ranks, they agree to 1e-15,
// and what is made of them in float32 has the same bits, but for a rare last one. Otherwise ReLUs near zero
// would open here and close there (docs/decisions/0004-how-equal-teams-are.md).
namespace models::channel_kernels {

struct Matrix {
  const float* data = nullptr;
  int64_t rows = 0;
  int64_t channels = 0;
};

// Per channel: sum and sum of squares of x. `sums` is [2, channels].
void value_sums(Matrix x, double* sums);

// y = scale·x + offset per channel, then max(·, 0) where relu. y may be x.
void normalise(Matrix x, const float* scale, const float* offset, bool relu, float* y);

// With g = gradient where scale·x + offset > 0 or not relu, else 0, per channel: sum of g and of g·(x −
// mean). `sums` is [2, channels].
void gradient_sums(Matrix x, const float* gradient, const float* scale, const float* offset, bool relu,
                   const float* mean, double* sums);

// With g as above: out = a·g + b·(x − mean) + c per channel.
void input_gradient(Matrix x, const float* gradient, const float* scale, const float* offset, bool relu,
                    const float* mean, const float* a, const float* b, const float* c, float* out);

}  // namespace models::channel_kernels
