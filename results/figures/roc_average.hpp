#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "results/figures/trial_group.hpp"
#include "results/interval.hpp"
#include "results/results_file.hpp"

namespace results {

/// The ROC over replicates: at each false positive rate the mean of their true positive rates (vertical
/// averaging: Fawcett, Pattern Recognit. Lett. 27 (2006) 861), and their range. Trials of the same replicate
/// are averaged first (ReplicateMeans).
struct RocAverage {
  static constexpr std::size_t kSteps = 100;
  struct At {
    double mean = 0;
    double least = 1;
    double most = 0;
  };

  static RocAverage of(const ResultsFile& file, const std::vector<const Observation*>& trials);

  std::array<At, kSteps + 1> at{};  // at false positive rates i / kSteps; without meaning when area.n is 0
  Interval area;                    // of the replicates' areas, Student t
};

}  // namespace results
