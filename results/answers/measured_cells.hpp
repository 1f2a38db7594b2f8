#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <tuple>
#include <vector>

#include "results/answers/observations.hpp"

namespace results {

/// The replicates of one combination of SNR, architecture, variant and sampling.
struct MeasuredCell {
  std::vector<double> accuracy;  // [column of replicates()], NaN where there is no complete trial
  double test_samples = std::numeric_limits<double>::quiet_NaN();   // of one replicate; the fewest of them
  double best_accuracy = std::numeric_limits<double>::quiet_NaN();  // DataFacts

  std::size_t replicates() const;
  double mean() const;
};

/// Complete trials by what they are of. A replicate has the same column in every cell, so columns are paired.
class MeasuredCells {
 public:
  struct Place {
    std::size_t architecture = 0;
    std::size_t snr = 0;
    std::size_t variant = 0;
  };

  explicit MeasuredCells(const Observations& observations);

  /// nullptr where there is no complete trial.
  const MeasuredCell* find(const Place& place, std::size_t sampling) const;
  /// In the order of their numbers.
  const std::vector<double>& replicates() const { return replicates_; }

 private:
  using Key = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t>;

  std::vector<double> replicates_;
  std::map<Key, MeasuredCell> cells_;
};

}  // namespace results
