#include "results/answers/measured_cells.hpp"

#include <algorithm>
#include <cmath>

namespace results {

std::size_t MeasuredCell::replicates() const {
  return static_cast<std::size_t>(
      std::count_if(accuracy.begin(), accuracy.end(), [](double value) { return !std::isnan(value); }));
}

double MeasuredCell::mean() const {
  double sum = 0;
  for (const double value : accuracy) sum += std::isnan(value) ? 0 : value;
  return sum / static_cast<double>(replicates());
}

MeasuredCells::MeasuredCells(const Observations& observations) {
  for (const Observation& trial : observations.trials) replicates_.push_back(trial.replicate);
  std::sort(replicates_.begin(), replicates_.end());
  replicates_.erase(std::unique(replicates_.begin(), replicates_.end()), replicates_.end());
  for (const Observation& trial : observations.trials) {
    if (std::isnan(trial.accuracy)) continue;
    MeasuredCell& cell = cells_[{trial.architecture, trial.snr, trial.variant, trial.sampling}];
    cell.accuracy.resize(replicates_.size(), std::numeric_limits<double>::quiet_NaN());
    const auto column = std::lower_bound(replicates_.begin(), replicates_.end(), trial.replicate);
    cell.accuracy[static_cast<std::size_t>(column - replicates_.begin())] = trial.accuracy;
    cell.test_samples = std::fmin(cell.test_samples, trial.test_samples);
    cell.best_accuracy = trial.best_accuracy;
  }
}

const MeasuredCell* MeasuredCells::find(const Place& place, std::size_t sampling) const {
  const auto found = cells_.find({place.architecture, place.snr, place.variant, sampling});
  return found == cells_.end() ? nullptr : &found->second;
}

}  // namespace results
