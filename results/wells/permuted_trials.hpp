#pragma once

#include <vector>

#include "results/wells/wells_study.hpp"

namespace results {

/// What a study's trials of permuted labels say of chance.
///
/// Compared are numbers of right wells, less those that chance gives, in units of a coin's standard
/// deviation: so readouts of few and of many wells can be pooled. One measurement is what an architecture
/// reached on a readout and replicate, the mean over augmentations.
class PermutedTrials {
 public:
  explicit PermutedTrials(const WellsStudy& study);

  /// Permutation p-value of the mean of these trials, which are of one readout and architecture and of
  /// measured labels. NaN where there are too few permuted ones.
  double p(const std::vector<const WellsTrial*>& measured, std::size_t architecture) const;

 private:
  std::vector<std::vector<double>> scores_;  // by architecture, pooled over readouts
};

}  // namespace results
