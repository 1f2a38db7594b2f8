#pragma once

#include <string>
#include <vector>

#include "results/results_file.hpp"
#include "results/statistics/analysis_of_variance.hpp"

namespace results {

/// Which factors of a study matter, and which pairs of them depend on each other: of any task and any metric.
struct Effects {
  /// All factors but replicate, with replicate as the block; complete trials whose metric is known. Throws
  /// InputError for a metric that does not exist, with the nearest one.
  static Effects of(const ResultsFile& file, const std::string& metric);

  std::string metric;
  Factorial data;  // factors that vary among the trials, in the order of the file; blocks are replicates
  AnalysisOfVariance analysis;
  std::size_t trials = 0;  // rows of the file
};

}  // namespace results
