#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "gpu/host_device.hpp"

// Two standard normals from 64 random bits, the same bits on every processor and device: only +, ·, / and √
// on float32, each correctly rounded, and no library functions. Whoever includes this must be compiled
// without fused multiply-adds (-ffp-contract=off; nvcc: -fmad=false).
namespace sim {

struct NormalPair {
  float real, imag;
};

struct Angle {
  float cosine, sine;
};

GPU_INLINE std::uint32_t bits_of(float x) {
#ifdef __CUDA_ARCH__
  return __float_as_uint(x);
#else
  return std::bit_cast<std::uint32_t>(x);
#endif
}

GPU_INLINE float float_of(std::uint32_t bits) {
#ifdef __CUDA_ARCH__
  return __uint_as_float(bits);
#else
  return std::bit_cast<float>(bits);
#endif
}

// ln u for a normal float32 u > 0: with u = m · 2^e, m in [√½, √2), ln m = 2 artanh((m−1)/(m+1)) as its power
// series.
GPU_INLINE float natural_log(float u) {
  constexpr std::uint32_t root_half = 0x3F3504F3;  // bits of √½
  const std::uint32_t shifted = bits_of(u) - root_half;
  const auto exponent = static_cast<float>(static_cast<std::int32_t>(shifted) >> 23);
  const float m = float_of((shifted & 0x007FFFFF) + root_half);
  const float s = (m - 1) / (m + 1);
  const float q = s * s;
  const float series = s * (2 + q * (2.0F / 3 + q * (2.0F / 5 + q * (2.0F / 7 + q * (2.0F / 9)))));
  return exponent * std::numbers::ln2_v<float> + series;
}

// cos and sin of 2π · y / 2³². The nearest quarter turn is taken off in integers, so no digit is lost.
GPU_INLINE Angle angle(std::uint32_t y) {
  const std::uint32_t quarter = (y + 0x20000000U) >> 30;
  const auto rest = static_cast<std::int32_t>(y - (quarter << 30));
  const float x = static_cast<float>(rest) * (std::numbers::pi_v<float> * 0x1p-31F);  // |x| ≤ π/4
  const float q = x * x;
  const float s = x * (1 + q * (-1.0F / 6 + q * (1.0F / 120 + q * (-1.0F / 5040 + q * (1.0F / 362880)))));
  const float c =
      1 + q * (-0.5F + q * (1.0F / 24 + q * (-1.0F / 720 + q * (1.0F / 40320 + q * (-1.0F / 3628800)))));
  const bool swapped = (quarter & 1U) != 0;
  const float cosine = swapped ? s : c;
  const float sine = swapped ? c : s;
  // Signs by quarter: cos + − − +, sin + + − −.
  const std::uint32_t cosine_sign = ((quarter + 1) & 2U) << 30;
  const std::uint32_t sine_sign = (quarter & 2U) << 30;
  return {float_of(bits_of(cosine) ^ cosine_sign), float_of(bits_of(sine) ^ sine_sign)};
}

// Box–Muller. u = (x + ½) / 2³² in (0, 1]; its conversion goes through the signed halves, which vectorise
// everywhere.
GPU_INLINE NormalPair normal_pair(std::uint32_t x, std::uint32_t y) {
  const float u = (static_cast<float>(static_cast<std::int32_t>(x >> 16)) * 65536.0F +
                   (static_cast<float>(static_cast<std::int32_t>(x & 0xFFFFU)) + 0.5F)) *
                  0x1p-32F;
  const float square = -2 * natural_log(u);
  const float radius = std::sqrt(square > 0 ? square : 0.0F);
  const Angle turn = angle(y);
  return {radius * turn.cosine, radius * turn.sine};
}

}  // namespace sim
