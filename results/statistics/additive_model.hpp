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

/// p (1 − p) of each level's pooled share of right samples, two right and two wrong ones added (Agresti and
/// Coull, Am. Stat. 52 (1998) 119), so that it is never 0. How spread goes with accuracy: a level at 75 %
/// scatters more than one at 99 %.
std::vector<double> binomial_unit_variances(const ReplicateTable& table,
                                            std::span<const double> test_samples);

}  // namespace results
