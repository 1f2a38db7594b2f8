#include "results/answers/reach.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>

namespace results {
namespace {

constexpr double kChance = 0.5;
constexpr double kNothing = 0.005;  // beyond chance

struct Trials {
  std::vector<double> accuracies;
  std::vector<double> samples;
  std::vector<double> best;
  std::vector<double> best_estimated;
};

/// NaN where one is not known.
double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

double mean(const std::vector<double>& values) { return sum(values) / static_cast<double>(values.size()); }

/// Standard error of the mean accuracy; NaN where the test samples are not known.
double standard_error(const Interval& accuracy, double best, double samples) {
  if (!(samples > 0)) return std::numeric_limits<double>::quiet_NaN();
  const double of_replicates =
      accuracy.n > 1 ? accuracy.sd / std::sqrt(static_cast<double>(accuracy.n)) : 0.0;
  const double of_test_sets = std::sqrt(std::max(0.0, best * (1 - best)) / samples);
  // The best accuracy can be 1 to all digits, and then a single sample less is no excess at all.
  return std::max({of_replicates, of_test_sets, 1 / samples});
}

}  // namespace

Reach Reach::of(const Observations& observations) {
  std::map<std::array<std::size_t, 4>, Trials> groups;
  for (const Observation& trial : observations.trials) {
    Trials& group = groups[{trial.variant, trial.snr, trial.sampling, trial.architecture}];
    group.accuracies.push_back(trial.accuracy);
    group.samples.push_back(trial.test_samples);
    group.best.push_back(trial.best_accuracy);
    group.best_estimated.push_back(trial.best_accuracy_estimated);
  }
  Reach reach;
  for (const auto& [at, group] : groups) {
    Cell cell{.architecture = at[3], .snr = at[1], .sampling = at[2], .variant = at[0]};
    cell.accuracy = share_interval(group.accuracies, group.samples);
    cell.best = mean(group.best);
    cell.best_estimated = mean(group.best_estimated);
    if (cell.best - kChance > kNothing) cell.reached = (cell.accuracy.mean - kChance) / (cell.best - kChance);
    cell.excess =
        (cell.accuracy.mean - cell.best) / standard_error(cell.accuracy, cell.best, sum(group.samples));
    reach.cells.push_back(cell);
  }
  return reach;
}

std::vector<Reach::Cell> Reach::above() const {
  std::vector<Cell> high;
  std::copy_if(cells.begin(), cells.end(), std::back_inserter(high),
               [](const Cell& cell) { return cell.excess > kLeak; });
  return high;
}

}  // namespace results
