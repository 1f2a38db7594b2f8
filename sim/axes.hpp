#pragma once

#include <cstdint>
#include <vector>

namespace sim {

// The axis values of a full spectrum; they need not be evenly spaced (measured data). Each ascends.
struct Axes {
  std::vector<double> frequencies_cm1;   // w
  std::vector<double> pump_times_ps;     // t1, from 0 on
  std::vector<double> waiting_times_ps;  // Tw, from 0 on

  std::int64_t frequencies() const { return static_cast<std::int64_t>(frequencies_cm1.size()); }
  std::int64_t pump_times() const { return static_cast<std::int64_t>(pump_times_ps.size()); }
  std::int64_t waiting_times() const { return static_cast<std::int64_t>(waiting_times_ps.size()); }

  // Real numbers in the full complex spectrum: 2 · w · t1 · Tw.
  double real_numbers() const;

  // Throws std::invalid_argument when an axis is empty, not finite, not ascending, or a time is negative.
  void validate() const;
};

}  // namespace sim
