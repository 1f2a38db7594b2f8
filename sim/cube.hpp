#pragma once

#include <cstdint>

#include "sim/axes.hpp"

namespace sim {

// The grid of a full spectrum S[w, t1, Tw]: three evenly spaced axes. Pump and waiting times start at 0.
struct Cube {
  std::int64_t frequencies = 354;  // probe frequencies w
  double first_frequency_cm1 = 2087.5;
  double frequency_step_cm1 = 0.3;
  std::int64_t pump_times = 167;  // t1
  double pump_time_step_ps = 0.024;
  std::int64_t waiting_times = 166;  // Tw
  double waiting_time_step_ps = 0.1;

  // Throws std::invalid_argument when an axis is empty, too long for the noise counter (2^32) or not
  // ascending.
  void validate() const;

  // The three axes as lists. Calls validate().
  Axes axes() const;
  operator Axes() const { return axes(); }

  bool operator==(const Cube&) const = default;
};

}  // namespace sim
