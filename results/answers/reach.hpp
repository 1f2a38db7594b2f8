#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "results/answers/observations.hpp"
#include "results/interval.hpp"

namespace results {

/// How much of what the data allow the networks get out of them, cell by cell.
struct Reach {
  struct Cell {
    // Places in Observations.
    std::size_t architecture = 0;
    std::size_t snr = 0;
    std::size_t sampling = 0;
    std::size_t variant = 0;
    Interval accuracy = {};
    /// The accuracy of the best possible decision on the same data (DataFacts), mean over replicates; NaN
    /// where it is not known.
    double best = std::numeric_limits<double>::quiet_NaN();
    double best_estimated = std::numeric_limits<double>::quiet_NaN();
    /// (accuracy − ½)/(best − ½): the share reached of what is possible beyond tossing a coin. NaN where
    /// nothing (less than half a point) is possible.
    double reached = std::numeric_limits<double>::quiet_NaN();
    /// (accuracy − best) in standard errors of the mean accuracy: of replicates, and no less than the finite
    /// test sets give. NaN where either is not known.
    double excess = std::numeric_limits<double>::quiet_NaN();
  };

  /// From how many standard errors above the best possible on a cell speaks of a leak, not of luck.
  static constexpr double kLeak = 3;

  static Reach of(const Observations& observations);
  /// The cells above the best possible by more than kLeak standard errors.
  std::vector<Cell> above() const;

  std::vector<Cell> cells;  // by variant, SNR, sampling, architecture, in the order of Observations
};

}  // namespace results
