#include "results/wells/permuted_trials.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "results/statistics/better_than_chance.hpp"

namespace results {
namespace {

/// A mean of known scores.
struct Mean {
  void add(double value) {
    if (std::isnan(value)) return;
    sum += value;
    ++count;
  }
  double value() const { return sum / count; }  // NaN for none

  double sum = 0;
  double count = 0;
};

double score_of(const WellsTrial& trial) {
  const VoteCounts counts(trial.votes);
  const double chance = counts.chance_share();
  const double deviation = std::sqrt(chance * (1 - chance) / counts.wells());
  const double score = (counts.right_share() - chance) / deviation;
  return std::isfinite(score) ? score : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

PermutedTrials::PermutedTrials(const WellsStudy& study) : scores_(study.architectures.size()) {
  std::map<std::tuple<std::size_t, std::size_t, std::string>, Mean> groups;
  for (const WellsTrial& trial : study.trials) {
    if (trial.labels != Labels::PERMUTED) continue;
    groups[{trial.architecture, trial.readout, trial.replicate}].add(score_of(trial));
  }
  for (const auto& [key, mean] : groups) {
    if (mean.count > 0) scores_[std::get<0>(key)].push_back(mean.value());
  }
}

double PermutedTrials::p(const std::vector<const WellsTrial*>& measured, std::size_t architecture) const {
  Mean mean;
  for (const WellsTrial* trial : measured) mean.add(score_of(*trial));
  return permutation_p(mean.value(), scores_[architecture]);
}

}  // namespace results
