#pragma once

#include <span>
#include <vector>

#include "results/statistics/drop_test.hpp"

namespace results {

/// Accuracies as level mean + replicate effect + residual, by weighted least squares, where residuals of
/// level k have the variance spread · unit_variance[k]. The residual spread is what pairing within replicates
/// leaves, pooled over all levels: Searle, Linear Models (1971), chapter 7 (two-way classification,
/// unbalanced).
struct AdditiveModel {
  AdditiveModel(const ReplicateTable& table, std::span<const double> unit_variance);

  double spread = 0;              // residual sum of squares / degrees of freedom
  double degrees_of_freedom = 0;  // 0: nothing is left to tell the spread from
  /// Standard deviation of the fitted replicate effects, and their degrees of freedom.
  double replicate_sd = 0;
  double replicate_degrees_of_freedom = 0;
};

}  // namespace results
