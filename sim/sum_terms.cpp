#include "sim/sum_terms.hpp"

#include <algorithm>
#include <cstring>

#include "sim/vector_clones.hpp"

namespace sim {
namespace {

#define SIM_INLINE inline __attribute__((always_inline))

// 64 bytes at a time; the compiler splits them where registers are narrower.
template <typename T>
struct Vector {
  using Type __attribute__((vector_size(64))) = T;
  static constexpr std::int64_t width = 64 / sizeof(T);
};

// V vectors of the real row and V of the imaginary row (Rows = 2), or of the real row alone (Rows = 1).
// a · b + c is written so that the compiler fuses it (CMakeLists.txt sets -ffp-contract=fast here).
template <typename T, int V, int Rows>
SIM_INLINE void sum_block(const T* k, std::int64_t terms, const T* const* pump, std::int64_t stride,
                          std::int64_t start, std::int64_t count, T* const* out) {
  using Vec = typename Vector<T>::Type;
  constexpr std::int64_t width = Vector<T>::width;
  Vec sum[Rows][V] = {};
  for (std::int64_t n = 0; n < terms; ++n) {
    const T weight = k[n];
#pragma GCC unroll 2
    for (int row = 0; row < Rows; ++row) {
#pragma GCC unroll 8
      for (int v = 0; v < V; ++v) {
        Vec p;
        std::memcpy(&p, pump[row] + start + n * stride + v * width, sizeof p);
        sum[row][v] = p * weight + sum[row][v];
      }
    }
  }
  const std::int64_t kept = std::min<std::int64_t>(count, V * width);
  for (int row = 0; row < Rows; ++row) {
    if (kept == V * width)
      std::memcpy(out[row] + start, &sum[row], V * sizeof(Vec));
    else
      std::memcpy(out[row] + start, &sum[row], kept * sizeof(T));
  }
}

template <typename T, int Rows>
SIM_INLINE void sum_row(const T* k, std::int64_t terms, const T* real, const T* imag, std::int64_t stride,
                        std::int64_t count, T* out_real, T* out_imag) {
  constexpr std::int64_t width = Vector<T>::width;
  const T* const pump[2] = {real, imag};
  T* const out[2] = {out_real, out_imag};
  std::int64_t start = 0;
  for (; start + 4 * width <= stride && start < count; start += 4 * width)
    sum_block<T, 4, Rows>(k, terms, pump, stride, start, count - start, out);
  for (; start < count; start += width)
    sum_block<T, 1, Rows>(k, terms, pump, stride, start, count - start, out);
}

}  // namespace

SIM_VECTOR_CLONES void sum_terms(const float* coefficients, std::int64_t terms, const float* pump_real,
                                 const float* pump_imag, std::int64_t stride, std::int64_t count, float* real,
                                 float* imag) {
  if (imag == nullptr)
    sum_row<float, 1>(coefficients, terms, pump_real, pump_imag, stride, count, real, imag);
  else
    sum_row<float, 2>(coefficients, terms, pump_real, pump_imag, stride, count, real, imag);
}

SIM_VECTOR_CLONES void sum_terms(const double* coefficients, std::int64_t terms, const double* pump_real,
                                 const double* pump_imag, std::int64_t stride, std::int64_t count,
                                 double* real, double* imag) {
  if (imag == nullptr)
    sum_row<double, 1>(coefficients, terms, pump_real, pump_imag, stride, count, real, imag);
  else
    sum_row<double, 2>(coefficients, terms, pump_real, pump_imag, stride, count, real, imag);
}

}  // namespace sim
