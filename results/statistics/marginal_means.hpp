#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "results/statistics/factorial_model.hpp"

namespace results {

/// The mean at one level of a factor, every combination of the other factors' levels counting the same.
struct MarginalMean {
  std::size_t measurements = 0;
  double mean = std::numeric_limits<double>::quiet_NaN();  // NaN where the measurements cannot tell
  double low = std::numeric_limits<double>::quiet_NaN();   // 95 %
  double high = std::numeric_limits<double>::quiet_NaN();
};

/// All levels of a factor.
struct MarginalMeans {
  /// From a model without interactions, as not all combinations that the means are over were measured.
  bool additive = false;
  std::vector<MarginalMean> levels;
};

/// What scatters, in mean squares of an analysis of variance.
struct MeanSquares {
  double error = 0;
  double error_freedom = 0;  // 0: no intervals
  double blocks = 0;         // 0 where there is a single one
  double block_freedom = 0;
};

/// By factor. `terms` of the model, and those `additive_terms` that are no interactions. Intervals are for
/// other blocks like these. Where all blocks have the same combinations of levels, they are Student's over
/// the level's means in each block, so some levels may scatter more than others. Else their variance is that
/// of the error and, where these scatter more than the error, of the blocks, with the blocks' degrees of
/// freedom. A single block: the error's. `pairs`: what `model` was made with.
std::vector<MarginalMeans> marginal_means(const Factorial& data, const FactorialModel& model,
                                          FactorialModel::Pairs pairs,
                                          const std::vector<FactorialModel::Term>& terms,
                                          const std::vector<FactorialModel::Term>& additive_terms,
                                          const MeanSquares& squares);

}  // namespace results
