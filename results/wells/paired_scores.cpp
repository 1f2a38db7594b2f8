#include "results/wells/paired_scores.hpp"

#include <cmath>
#include <map>
#include <set>

#include "results/statistics/multiple_testing.hpp"
#include "results/statistics/wilcoxon_signed_rank.hpp"

namespace results {
namespace {

struct Sum {
  double total = 0;
  double count = 0;
};

/// By [what is averaged over][treatment].
using Sums = std::map<std::size_t, std::map<std::size_t, Sum>>;

/// A readout's mean under each treatment; empty where nothing was tried with all of them.
std::vector<double> means_of(const Sums& sums, std::size_t treatments) {
  std::vector<double> means(treatments, 0);
  double kept = 0;
  for (const auto& [other, by_treatment] : sums) {
    if (by_treatment.size() != treatments) continue;
    ++kept;
    for (const auto& [treatment, sum] : by_treatment) means[treatment] += sum.total / sum.count;
  }
  if (kept == 0) return {};
  for (double& mean : means) mean /= kept;
  return means;
}

void compare(PairedScores& scores) {
  scores.friedman = friedman(scores.f1);
  std::vector<double> p;
  for (std::size_t a = 0; a < scores.names.size(); ++a) {
    for (std::size_t b = a + 1; b < scores.names.size(); ++b) {
      std::vector<double> differences;
      for (const auto& row : scores.f1) differences.push_back(row[b] - row[a]);
      p.push_back(wilcoxon_signed_rank(differences).p);
      scores.pairs.push_back({a, b, 1});
    }
  }
  const std::vector<double> adjusted = adjusted_by_holm(p);
  for (std::size_t i = 0; i < adjusted.size(); ++i) scores.pairs[i].p = adjusted[i];
}

}  // namespace

PairedScores PairedScores::of(const WellsStudy& study, Treatment treatment) {
  const bool by_augmentation = treatment == Treatment::AUGMENTATION;
  const std::vector<std::string>& levels = by_augmentation ? study.augmentations : study.architectures;
  std::set<std::size_t> tried;
  std::map<std::size_t, Sums> by_readout;
  Sum always_positive;
  for (const WellsTrial& trial : study.trials) {
    const double f1 = trial.metrics[sweep::Metric::TEST_F1];
    if (trial.labels != Labels::MEASURED || std::isnan(f1)) continue;
    const std::size_t level = by_augmentation ? trial.augmentation : trial.architecture;
    const std::size_t other = by_augmentation ? trial.architecture : trial.augmentation;
    tried.insert(level);
    Sum& sum = by_readout[trial.readout][other][level];
    sum.total += f1;
    ++sum.count;
    always_positive.total += trial.metrics[sweep::Metric::ALWAYS_POSITIVE_F1];
    ++always_positive.count;
  }

  PairedScores scores;
  std::map<std::size_t, std::size_t> places;  // of levels that were tried at all
  for (const std::size_t level : tried) {
    places.emplace(level, scores.names.size());
    scores.names.push_back(levels[level] + (!by_augmentation && study.is_random(level) ? " (random)" : ""));
  }
  for (const auto& [readout, sums] : by_readout) {
    Sums placed;
    for (const auto& [other, by_level] : sums) {
      for (const auto& [level, sum] : by_level) placed[other][places[level]] = sum;
    }
    std::vector<double> means = means_of(placed, scores.names.size());
    if (means.empty()) {
      ++scores.left_out;
      continue;
    }
    scores.readouts.push_back(readout);
    scores.f1.push_back(std::move(means));
  }
  scores.always_positive_f1 = always_positive.total / always_positive.count;
  compare(scores);
  return scores;
}

std::vector<double> PairedScores::column(std::size_t treatment) const {
  std::vector<double> values;
  for (const auto& row : f1) values.push_back(row[treatment]);
  return values;
}

}  // namespace results
