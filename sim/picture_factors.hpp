#pragma once

#include <cstdint>
#include <vector>

#include "sim/noise.hpp"
#include "sim/sampling.hpp"
#include "sim/separable_spectrum.hpp"

namespace sim {

// The noise to add to one sample: standard deviation per part, in the units of the picture.
struct SampleNoise {
  GaussianNoise source;
  std::uint32_t sample;
  float sigma;
};

// One sample's series in the type and layout of the inner loop, ready to be written out as the picture that a
// network sees: [Tw][parts · w][t1], real rows above imaginary rows. T is float or double.
template <typename T>
class PictureFactors {
 public:
  // gain multiplies the spectrum; a gain of 0 gives an empty spectrum (noise only).
  PictureFactors(const SeparableSpectrum& spectrum, const Sampling& sampling, double gain);
  // No signal at all.
  explicit PictureFactors(const Sampling& sampling);

  // Writes the rows of one kept waiting time, [parts · w][t1]. noise may be null. Same bits for the same
  // point, however the sampling is thinned.
  void write_waiting_time(std::int64_t waiting_time, const SampleNoise* noise, T* out) const;

  std::int64_t waiting_times() const { return static_cast<std::int64_t>(waiting_indices_.size()); }
  // Values per waiting time: parts · w · t1.
  std::int64_t values_per_waiting_time() const;

 private:
  Parts parts_;
  std::vector<std::uint32_t> waiting_indices_, frequency_indices_, pump_indices_;  // pump: padded to stride_
  std::int64_t pump_times_;
  std::int64_t stride_;
  std::int64_t terms_ = 0;
  std::vector<T> waiting_;                // [Tw][terms], gain included
  std::vector<T> spectral_;               // [w][terms]
  std::vector<T> pump_real_, pump_imag_;  // [terms][stride_], zero-padded
};

}  // namespace sim
