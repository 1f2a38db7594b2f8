#pragma once

#include <vector>

#include "results/answers/measured_cells.hpp"
#include "results/answers/minimum_dataset.hpp"

namespace results {

/// What a minimum is to be found in: levels of less and less data, and what they are compared with.
struct ReductionSeries {
  struct Step {
    std::size_t sampling = 0;
    double reduction = 1;         // of the full cube
    double series_reduction = 1;  // along the series: of the cube, or of one axis; rises
    KeptPoints kept;              // of the axis, if it is along one
    const MeasuredCell* cell = nullptr;
  };
  std::vector<Step> steps;                  // without the reference
  const MeasuredCell* reference = nullptr;  // not for a given accuracy
  double reference_series_reduction = 1;
};

/// Fills verdict, levels, crossing and replicates of `answer`, whose reference (kind, accuracy) is set.
void judge(const ReductionSeries& series, const MinimumOptions& options, MinimumAnswer& answer);

}  // namespace results
