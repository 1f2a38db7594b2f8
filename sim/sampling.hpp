#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/axes.hpp"

namespace sim {

enum class Parts { COMPLEX, REAL };  // real and imaginary part, or the real part alone

// Which points of a full spectrum are kept: ascending indices into each axis, and the parts.
struct Sampling {
  std::vector<std::int64_t> waiting_times;
  std::vector<std::int64_t> pump_times;
  std::vector<std::int64_t> frequencies;
  Parts parts = Parts::COMPLEX;

  // Every point.
  static Sampling full(const Axes& axes);

  // Every `stride`-th waiting time and every `stride`-th pump time, indices 0, stride, 2·stride …; all
  // frequencies.
  static Sampling every(const Axes& axes, std::int64_t stride);

  // "full" or "every-K". Throws std::invalid_argument for any other name.
  static Sampling named(const Axes& axes, const std::string& name);

  // Real numbers kept of one spectrum.
  double real_numbers() const;

  // Data reduction: real numbers in the full complex spectrum / real numbers kept.
  double reduction(const Axes& axes) const { return axes.real_numbers() / real_numbers(); }

  // 2 for COMPLEX, 1 for REAL.
  std::int64_t part_count() const { return parts == Parts::COMPLEX ? 2 : 1; }

  // Throws std::invalid_argument when an index list is empty, leaves its axis, or does not ascend.
  void validate(const Axes& axes) const;

  bool operator==(const Sampling&) const = default;
};

}  // namespace sim
