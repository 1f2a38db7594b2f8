#pragma once

#include <cstdint>
#include <span>

namespace sim {

/// The simplest classifier of a well: bright or dark.
struct IntensityThreshold {
  double threshold = 0;
  bool positive_above = true;

  /// The threshold, half way between two neighbours in intensity, and the side that get most labels right; of
  /// equally good ones the lowest, and above rather than below. At least one value.
  static IntensityThreshold fit(std::span<const double> intensities, std::span<const std::uint8_t> labels);

  std::uint8_t says(double intensity) const { return (intensity > threshold) == positive_above ? 1 : 0; }
};

}  // namespace sim
