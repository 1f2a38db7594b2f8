#include "models/channel_kernels.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <vector>

#include "models/widest.hpp"

namespace models::channel_kernels {
namespace {

constexpr int64_t kChunks = 64;  // partial sums, whatever the number of threads
constexpr int64_t kGrainValues = 1 << 15;

struct Gate {
  const float* scale;
  const float* offset;
  bool relu;
};

MODELS_WIDEST void add_values(const float* x, int64_t rows, int64_t channels, double* sum, double* squares) {
  for (int64_t row = 0; row < rows; ++row, x += channels) {
#pragma GCC ivdep
    for (int64_t c = 0; c < channels; ++c) {
      const double value = x[c];
      sum[c] += value;
      squares[c] += value * value;
    }
  }
}

MODELS_WIDEST void normalise_rows(const float* x, int64_t rows, int64_t channels, Gate gate, float* y) {
  const float floor = gate.relu ? 0.0F : -__builtin_inff();
  for (int64_t row = 0; row < rows; ++row, x += channels, y += channels) {
#pragma GCC ivdep
    for (int64_t c = 0; c < channels; ++c) {
      const float value = gate.scale[c] * x[c] + gate.offset[c];
      y[c] = value < floor ? floor : value;  // a NaN stays a NaN
    }
  }
}

MODELS_WIDEST void add_gradients(const float* x, const float* g, int64_t rows, int64_t channels, Gate gate,
                                 const float* mean, double* sum, double* products) {
  const float floor = gate.relu ? 0.0F : -__builtin_inff();
  for (int64_t row = 0; row < rows; ++row, x += channels, g += channels) {
#pragma GCC ivdep
    for (int64_t c = 0; c < channels; ++c) {
      const float value = gate.scale[c] * x[c] + gate.offset[c];
      const float passed = value <= floor ? 0.0F : g[c];
      const double centred = x[c] - mean[c];
      sum[c] += passed;
      products[c] += centred * passed;
    }
  }
}

struct Affine {
  const float* mean;
  const float* a;
  const float* b;
  const float* c;
};

MODELS_WIDEST void input_gradient_rows(const float* x, const float* g, int64_t rows, int64_t channels,
                                       Gate gate, Affine affine, float* out) {
  const float floor = gate.relu ? 0.0F : -__builtin_inff();
  for (int64_t row = 0; row < rows; ++row, x += channels, g += channels, out += channels) {
#pragma GCC ivdep
    for (int64_t c = 0; c < channels; ++c) {
      const float value = gate.scale[c] * x[c] + gate.offset[c];
      const float passed = value <= floor ? 0.0F : g[c];
      out[c] = affine.a[c] * passed + affine.b[c] * (x[c] - affine.mean[c]) + affine.c[c];
    }
  }
}

// Adds up two float64 numbers per channel. chunk(first_row, rows, sum, products) adds what some rows give.
template <class Chunk>
void add_up(int64_t rows, int64_t channels, double* sums, const Chunk& chunk) {
  std::vector<double> partial(static_cast<size_t>(kChunks * 2 * channels), 0.0);
  at::parallel_for(0, kChunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      double* const mine = partial.data() + i * 2 * channels;
      const int64_t first = i * rows / kChunks;
      chunk(first, (i + 1) * rows / kChunks - first, mine, mine + channels);
    }
  });
  std::fill(sums, sums + 2 * channels, 0.0);
  for (int64_t i = 0; i < kChunks; ++i)
    for (int64_t k = 0; k < 2 * channels; ++k) sums[k] += partial[static_cast<size_t>(i * 2 * channels + k)];
}

int64_t grain_rows(int64_t channels) { return std::max<int64_t>(1, kGrainValues / channels); }

}  // namespace

void value_sums(Matrix x, double* sums) {
  add_up(x.rows, x.channels, sums, [&](int64_t row, int64_t rows, double* sum, double* squares) {
    add_values(x.data + row * x.channels, rows, x.channels, sum, squares);
  });
}

void normalise(Matrix x, const float* scale, const float* offset, bool relu, float* y) {
  at::parallel_for(0, x.rows, grain_rows(x.channels), [&](int64_t begin, int64_t end) {
    normalise_rows(x.data + begin * x.channels, end - begin, x.channels, {scale, offset, relu},
                   y + begin * x.channels);
  });
}

void gradient_sums(Matrix x, const float* gradient, const float* scale, const float* offset, bool relu,
                   const float* mean, double* sums) {
  add_up(x.rows, x.channels, sums, [&](int64_t row, int64_t rows, double* sum, double* products) {
    add_gradients(x.data + row * x.channels, gradient + row * x.channels, rows, x.channels,
                  {scale, offset, relu}, mean, sum, products);
  });
}

void input_gradient(Matrix x, const float* gradient, const float* scale, const float* offset, bool relu,
                    const float* mean, const float* a, const float* b, const float* c, float* out) {
  at::parallel_for(0, x.rows, grain_rows(x.channels), [&](int64_t begin, int64_t end) {
    const int64_t at = begin * x.channels;
    input_gradient_rows(x.data + at, gradient + at, end - begin, x.channels, {scale, offset, relu},
                        {mean, a, b, c}, out + at);
  });
}

}  // namespace models::channel_kernels
