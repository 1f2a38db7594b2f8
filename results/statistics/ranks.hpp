#pragma once

#include <span>
#include <vector>

namespace results {

/// Ranks from 1; equal values share the mean of theirs.
struct Ranks {
  explicit Ranks(std::span<const double> values);

  std::vector<double> ranks;  // in the order of the values
  double tie_sum = 0;         // Σ (t³ − t) over groups of t equal values: what corrections for ties need
};

}  // namespace results
