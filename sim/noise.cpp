#include "sim/noise.hpp"

#include <Random123/philox.h>

#include <bit>
#include <cmath>
#include <numbers>

#include "sim/vector_clones.hpp"

// Only +, ·, / and √ on float32 occur below (no library functions, and CMakeLists.txt forbids fusing them),
// each correctly rounded: a value has the same bits in a vector loop of any width and on any processor.
namespace sim {
namespace {

#define SIM_INLINE inline __attribute__((always_inline))

// ln u for a normal float32 u > 0: with u = m · 2^e, m in [√½, √2), ln m = 2 artanh((m−1)/(m+1)) as its power
// series.
SIM_INLINE float natural_log(float u) {
  constexpr std::uint32_t root_half = 0x3F3504F3;  // bits of √½
  const std::uint32_t shifted = std::bit_cast<std::uint32_t>(u) - root_half;
  const auto exponent = static_cast<float>(static_cast<std::int32_t>(shifted) >> 23);
  const float m = std::bit_cast<float>((shifted & 0x007FFFFF) + root_half);
  const float s = (m - 1) / (m + 1);
  const float q = s * s;
  const float series = s * (2 + q * (2.0F / 3 + q * (2.0F / 5 + q * (2.0F / 7 + q * (2.0F / 9)))));
  return exponent * std::numbers::ln2_v<float> + series;
}

struct Angle {
  float cosine, sine;
};

// cos and sin of 2π · y / 2³². The nearest quarter turn is taken off in integers, so no digit is lost.
SIM_INLINE Angle angle(std::uint32_t y) {
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
  return {std::bit_cast<float>(std::bit_cast<std::uint32_t>(cosine) ^ cosine_sign),
          std::bit_cast<float>(std::bit_cast<std::uint32_t>(sine) ^ sine_sign)};
}

SIM_VECTOR_CLONES void normals(std::uint64_t key, std::uint32_t sample, std::uint32_t frequency,
                               std::uint32_t waiting_time, const std::uint32_t* __restrict pump_times,
                               std::int64_t padded, float* __restrict real, float* __restrict imag) {
  constexpr std::int64_t block = GaussianNoise::block;
  for (std::int64_t start = 0; start < padded; start += block) {
    std::uint32_t x[block];
    std::uint32_t y[block];
    for (std::int64_t i = 0; i < block; ++i) {
      const philox4x32_ctr_t counter = {{sample, frequency, waiting_time, pump_times[start + i]}};
      const philox4x32_key_t words = {
          {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)}};
      const philox4x32_ctr_t random = philox4x32(counter, words);
      x[i] = random.v[0];
      y[i] = random.v[1];
    }
    for (std::int64_t i = 0; i < block; ++i) {
      // u = (x + ½) / 2³² in (0, 1]. The conversion goes through the signed halves, which vectorise
      // everywhere.
      const float u = (static_cast<float>(static_cast<std::int32_t>(x[i] >> 16)) * 65536.0F +
                       (static_cast<float>(static_cast<std::int32_t>(x[i] & 0xFFFFU)) + 0.5F)) *
                      0x1p-32F;
      const float square = -2 * natural_log(u);
      const float radius = std::sqrt(square > 0 ? square : 0.0F);
      const Angle turn = angle(y[i]);
      real[start + i] = radius * turn.cosine;
      imag[start + i] = radius * turn.sine;
    }
  }
}

}  // namespace

void GaussianNoise::row(std::uint32_t sample, std::uint32_t frequency, std::uint32_t waiting_time,
                        const std::uint32_t* pump_times, std::int64_t padded, float* real,
                        float* imag) const {
  normals(key_, sample, frequency, waiting_time, pump_times, padded, real, imag);
}

std::complex<float> GaussianNoise::at(std::uint32_t sample, std::uint32_t frequency,
                                      std::uint32_t waiting_time, std::uint32_t pump_time) const {
  std::uint32_t pump_times[block] = {pump_time};
  float real[block];
  float imag[block];
  row(sample, frequency, waiting_time, pump_times, block, real, imag);
  return {real[0], imag[0]};
}

}  // namespace sim
