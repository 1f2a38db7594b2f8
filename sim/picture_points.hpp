#pragma once

#include <cmath>
#include <cstdint>

#include "gpu/host_device.hpp"
#include "gpu/philox.hpp"
#include "sim/normal_pair.hpp"
#include "sim/picture_grid.hpp"

// What one thread of the picture kernel does. The kernel (sim/cuda/picture_kernel.cu) only hands out the
// work, so the tests run all of it on the CPU. Compile without fused multiply-adds, as for
// sim/normal_pair.hpp.
namespace sim {

GPU_INLINE float fused_multiply_add(float a, float b, float c) {
#ifdef __CUDA_ARCH__
  return __fmaf_rn(a, b, c);
#else
  return std::fma(a, b, c);
#endif
}

GPU_INLINE float read_only(const float* p) {
#ifdef __CUDA_ARCH__
  return __ldg(p);
#else
  return *p;
#endif
}

GPU_INLINE NormalPair read_only_pair(const float* p) {
#ifdef __CUDA_ARCH__
  const float2 pair = __ldg(reinterpret_cast<const float2*>(p));
  return {pair.x, pair.y};
#else
  return {p[0], p[1]};
#endif
}

// Writes some points of kept frequency w and waiting time c: pump times t, t + stride, t + 2·stride … below
// the last, `points` of them at most. They share the loads of their coefficients and hide each other's
// latency. Terms are summed in sim::sum_terms' order, each with one fused multiply-add, and the noise is
// added as there.
template <int Parts>
GPU_INLINE void picture_points(const PictureGrid& grid, const PictureSource& source, std::int32_t w,
                               std::int32_t c, std::int32_t t, std::int32_t stride, float* real_row,
                               float* imag_row) {
  constexpr int points = 4;
  const FactorLayout layout{source.terms, grid.waiting_times, grid.frequencies, grid.pump_times};
  std::int32_t at[points];
  float real[points] = {};
  float imag[points] = {};
  for (int i = 0; i < points; ++i) {
    const std::int32_t wanted = t + i * stride;
    at[i] = wanted < grid.pump_times ? wanted : grid.pump_times - 1;  // beyond the last: read, not written
  }
  for (std::int32_t n = 0; n < source.terms; ++n) {
    const float weight =
        read_only(source.factors + layout.waiting(n, c)) * read_only(source.factors + layout.spectral(w, n));
    for (int i = 0; i < points; ++i) {
      const NormalPair pump = read_only_pair(source.factors + layout.pump(n, at[i]));
      real[i] = fused_multiply_add(pump.real, weight, real[i]);
      if (Parts == 2) imag[i] = fused_multiply_add(pump.imag, weight, imag[i]);
    }
  }
  if (grid.sigma > 0) {
    const std::uint32_t frequency = grid.frequency_indices[w];
    const std::uint32_t waiting_time = grid.waiting_indices[c];
    for (int i = 0; i < points; ++i) {
      const gpu::PhiloxWords random =
          gpu::philox({{source.sample, frequency, waiting_time, grid.pump_indices[at[i]]}}, grid.key_noise);
      const NormalPair normal = normal_pair(random.word[0], random.word[1]);
      real[i] = real[i] + grid.sigma * normal.real;
      if (Parts == 2) imag[i] = imag[i] + grid.sigma * normal.imag;
    }
  }
  for (int i = 0; i < points; ++i) {
    if (t + i * stride >= grid.pump_times) break;
    const std::int64_t place = std::int64_t{at[i]} * grid.waiting_times + c;
    real_row[place] = real[i];
    if (Parts == 2) imag_row[place] = imag[i];
  }
}

// All that one thread of a block writes of kept frequency w. picture: [parts · w][t1][Tw], channels-last.
template <int Parts>
GPU_INLINE void picture_thread(const PictureGrid& grid, const PictureSource& source,
                               const PictureBlock& block, std::int32_t w, std::int32_t thread,
                               float* picture) {
  float* const real_row = picture + w * grid.row_size();
  float* const imag_row = picture + (std::int64_t{grid.frequencies} + w) * grid.row_size();
  const std::int32_t stride = block.pump_times;
  for (std::int32_t c = thread % block.waiting_times; c < grid.waiting_times; c += block.waiting_times)
    for (std::int32_t t = thread / block.waiting_times; t < grid.pump_times; t += 4 * stride)
      picture_points<Parts>(grid, source, w, c, t, stride, real_row, imag_row);
}

}  // namespace sim
