#pragma once

#include <vector>

#include "results/answers/paired_differences.hpp"

namespace results {

/// Every pair of architectures as arms: on the same data where they have any in common, else each sampling
/// of the one with each of the other.
std::vector<ArmPair> arm_pairs(const Observations& observations);

/// What two arms measured of the same cell.
struct PairedCell {
  struct Pair {
    double replicate = 0;
    double a = 0;
    double b = 0;
    double test_samples = 0;
  };
  ComparedCell cell;
  std::vector<Pair> pairs;  // by rising replicate
};

/// Cells in which both arms have a replicate in common, in the order of the file.
std::vector<PairedCell> paired_cells(const Observations& observations, const ArmPair& arms);

}  // namespace results
