#include "sim/panel_product.hpp"

#include <cstring>

#include "sim/vector_clones.hpp"

namespace sim {
namespace {

using Vec __attribute__((vector_size(64))) = double;
constexpr std::int64_t width = sizeof(Vec) / sizeof(double);
constexpr int vectors = panel_width / width;
constexpr int rows_at_once =
    6;  // 12 sums: enough to hide the latency of a multiply-add, few enough for registers

template <int Rows>
inline __attribute__((always_inline)) void product(const double* rows, std::int64_t points,
                                                   const double* panel, double* out) {
  Vec sum[Rows][vectors] = {};
  for (std::int64_t t = 0; t < points; ++t) {
    Vec p[vectors];
#pragma GCC unroll 2
    for (int v = 0; v < vectors; ++v) std::memcpy(&p[v], panel + t * panel_width + v * width, sizeof(Vec));
#pragma GCC unroll 6
    for (int row = 0; row < Rows; ++row) {
      const double e = rows[row * points + t];
#pragma GCC unroll 2
      for (int v = 0; v < vectors; ++v) sum[row][v] = p[v] * e + sum[row][v];
    }
  }
#pragma GCC unroll 6
  for (int row = 0; row < Rows; ++row)
#pragma GCC unroll 2
    for (int v = 0; v < vectors; ++v)
      std::memcpy(out + row * panel_width + v * width, &sum[row][v], sizeof(Vec));
}

}  // namespace

SIM_VECTOR_CLONES void panel_product(const double* rows, std::int64_t row_count, std::int64_t points,
                                     const double* panel, double* out) {
  std::int64_t row = 0;
  for (; row + rows_at_once <= row_count; row += rows_at_once)
    product<rows_at_once>(rows + row * points, points, panel, out + row * panel_width);
  for (; row + 2 <= row_count; row += 2)
    product<2>(rows + row * points, points, panel, out + row * panel_width);
  for (; row < row_count; ++row) product<1>(rows + row * points, points, panel, out + row * panel_width);
}

}  // namespace sim
