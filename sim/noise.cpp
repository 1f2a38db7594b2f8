#include "sim/noise.hpp"

#include "gpu/philox.hpp"
#include "sim/normal_pair.hpp"
#include "sim/vector_clones.hpp"

namespace sim {
namespace {

SIM_VECTOR_CLONES void normals(std::uint64_t key, std::uint32_t sample, std::uint32_t frequency,
                               std::uint32_t waiting_time, const std::uint32_t* __restrict pump_times,
                               std::int64_t padded, float* __restrict real, float* __restrict imag) {
  constexpr std::int64_t block = GaussianNoise::block;
  for (std::int64_t start = 0; start < padded; start += block) {
    std::uint32_t x[block];
    std::uint32_t y[block];
    for (std::int64_t i = 0; i < block; ++i) {
      const gpu::PhiloxWords random =
          gpu::philox({{sample, frequency, waiting_time, pump_times[start + i]}}, key);
      x[i] = random.word[0];
      y[i] = random.word[1];
    }
    for (std::int64_t i = 0; i < block; ++i) {
      const NormalPair normal = normal_pair(x[i], y[i]);
      real[start + i] = normal.real;
      imag[start + i] = normal.imag;
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
