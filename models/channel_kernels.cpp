#include "models/channel_kernels.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <vector>

#include "models/widest.hpp"

namespace models::channel_kernels {
namespace {

constexpr int64_t kBlockRows = 64;  // rows summed in float32 before they enter a float64 sum
constexpr int64_t kChunks = 64;     // partial sums, whatever the number of threads
constexpr int64_t kGrainValues = 1 << 15;

struct Gate {
  const float* scale;
  const float* offset;
  bool relu;
};

MODELS_WIDEST void add_shifted(const float* x, int64_t rows, int64_t channels, const float* shift, float* sum,
                               float* squares) {
  for (int64_t row = 0; row < rows; ++row, x += channels) {
#pragma GCC ivdep
    for (int64_t c = 0; c < channels; ++c) {
      const float d = x[c] - shift[c];
      sum[c] += d;
      squares[c] += d * d;
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
                                 const float* mean, float* sum, float* products) {
  const float floor = gate.relu ? 0.0F : -__builtin_inff();
  for (int64_t row = 0; row < rows; ++row, x += channels, g += channels) {
#pragma GCC ivdep
    for (int64_t c = 0; c < channels; ++c) {
      const float value = gate.scale[c] * x[c] + gate.offset[c];
      const float passed = value <= floor ? 0.0F : g[c];
      sum[c] += passed;
      products[c] += passed * (x[c] - mean[c]);
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

// Adds up two float64 numbers per channel. block(first_row, rows, sum, products) adds a block of rows in
// float32.
template <class Block>
void add_up(int64_t rows, int64_t channels, double* sums, const Block& block) {
  std::vector<double> partial(static_cast<size_t>(kChunks * 2 * channels), 0.0);
  at::parallel_for(0, kChunks, 1, [&](int64_t begin, int64_t end) {
    std::vector<float> scratch(static_cast<size_t>(2 * channels));
    for (int64_t chunk = begin; chunk < end; ++chunk) {
      double* const mine = partial.data() + chunk * 2 * channels;
      const int64_t last = (chunk + 1) * rows / kChunks;
      for (int64_t row = chunk * rows / kChunks; row < last; row += kBlockRows) {
        std::fill(scratch.begin(), scratch.end(), 0.0F);
        block(row, std::min(kBlockRows, last - row), scratch.data(), scratch.data() + channels);
        for (int64_t i = 0; i < 2 * channels; ++i) mine[i] += scratch[static_cast<size_t>(i)];
      }
    }
  });
  std::fill(sums, sums + 2 * channels, 0.0);
  for (int64_t chunk = 0; chunk < kChunks; ++chunk)
    for (int64_t i = 0; i < 2 * channels; ++i)
      sums[i] += partial[static_cast<size_t>(chunk * 2 * channels + i)];
}

int64_t grain_rows(int64_t channels) { return std::max<int64_t>(1, kGrainValues / channels); }

}  // namespace

void shifted_sums(Matrix x, const float* shift, double* sums) {
  add_up(x.rows, x.channels, sums, [&](int64_t row, int64_t rows, float* sum, float* squares) {
    add_shifted(x.data + row * x.channels, rows, x.channels, shift, sum, squares);
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
  add_up(x.rows, x.channels, sums, [&](int64_t row, int64_t rows, float* sum, float* products) {
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
