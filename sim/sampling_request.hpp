#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/sampling.hpp"

namespace sim {

// A sampling described part by part, as a study file does. What is left out keeps the whole axis.
// A count n keeps the first point of each of n equal pieces of the axis (indices ⌊i·N/n⌋), so n = 1 keeps
// index 0 and n = N keeps all. A stride K keeps indices 0, K, 2K …
struct SamplingRequest {
  std::optional<std::int64_t> waiting_times;            // count
  std::optional<std::int64_t> waiting_stride;           // stride
  std::optional<std::vector<double>> waiting_times_ps;  // the nearest point of the axis to each
  std::optional<std::int64_t> pump_times;               // count
  std::optional<std::int64_t> pump_stride;              // stride
  std::optional<std::int64_t> frequencies;              // count
  std::optional<std::int64_t> frequency_stride;         // stride
  Parts parts = Parts::COMPLEX;

  // Throws std::invalid_argument when one axis is described twice, a count or stride does not fit its axis, a
  // waiting time lies outside the axis (by more than half a step), or two waiting times share their nearest
  // point.
  Sampling resolve(const Axes& axes) const;

  bool operator==(const SamplingRequest&) const = default;
};

}  // namespace sim
