#pragma once

#include <cstdint>

// Plain loops over a float32 matrix [rows, channels] with contiguous rows: what a channels-last picture or a
// dense activation is in memory. Each is one pass over memory, split over LibTorch's threads; sums are
// gathered in a fixed order, so the number of threads does not change them.
namespace models::channel_kernels {

struct Matrix {
  const float* data = nullptr;
  int64_t rows = 0;
  int64_t channels = 0;
};

// Per channel: sum and sum of squares of x − shift. `sums` is [2, channels].
void shifted_sums(Matrix x, const float* shift, double* sums);

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
