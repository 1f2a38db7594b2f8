#pragma once

#include <complex>
#include <cstdint>

namespace sim {

// Gaussian noise as a pure function of (key, sample, w, Tw, t1): the Philox4x32-10 generator of Random123,
// counted by these four indices, then Box–Muller. Real and imaginary part are independent standard normals.
// The same indices give the same bits in any row, batch, thread and order, so thinning a noisy cube is the
// same as making it thinned. u1 is at least 2⁻³³, so no value exceeds `largest`.
class GaussianNoise {
 public:
  static constexpr double largest = 6.77;  // √(2·33·ln 2) = 6.764, and a margin for float32

  explicit GaussianNoise(std::uint64_t key) : key_(key) {}

  // Standard normals of one row: real[i] and imag[i] belong to pump-time index pump_times[i].
  // pump_times, real and imag hold `padded` values, a multiple of `block`.
  void row(std::uint32_t sample, std::uint32_t frequency, std::uint32_t waiting_time,
           const std::uint32_t* pump_times, std::int64_t padded, float* real, float* imag) const;
  static constexpr std::int64_t block = 16;

  // One point, by the same code.
  std::complex<float> at(std::uint32_t sample, std::uint32_t frequency, std::uint32_t waiting_time,
                         std::uint32_t pump_time) const;

 private:
  std::uint64_t key_;
};

}  // namespace sim
