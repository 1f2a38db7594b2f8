#pragma once

#include <string>
#include <vector>

#include "results/statistics/quartiles.hpp"
#include "results/wells/wells_study.hpp"

namespace results {

/// How the loss of training and validation wells went, epoch by epoch, over all trials of an architecture.
struct LearningCurves {
  /// Quartiles at each epoch, over the trials that reached it, as long as half of them did.
  using Series = std::vector<Quartiles>;
  struct Panel {
    std::size_t architecture = 0;
    std::size_t trials = 0;  // with curves
    Series train;
    Series validation;  // empty where nothing was validated
  };

  static LearningCurves of(const ResultsFile& file, const WellsStudy& study);

  std::vector<Panel> panels;  // architectures with curves
};

}  // namespace results
