#include "results/answers/chance_check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "results/statistics/multiple_testing.hpp"

namespace results {
namespace {

/// The report's counts: 46.25 and 45.25 % of 400 test samples (study-facts, section A).
constexpr std::size_t kReportSamples = 400;
constexpr std::size_t kReportTeacher = 185;
constexpr std::size_t kReportStudent = 181;

CalledCounts called(const sweep::Predictions& predictions) {
  CalledCounts counts;
  if (predictions.logits.size() != 2 * predictions.labels.size()) return counts;
  for (std::size_t s = 0; s < predictions.labels.size(); ++s) {
    if (predictions.splits[s] != static_cast<std::uint8_t>(sweep::SplitCode::TEST)) continue;
    const float same = predictions.logits[2 * s];
    const float different = predictions.logits[2 * s + 1];
    if (std::isnan(same) || std::isnan(different) || predictions.labels[s] > 1) return {};
    const bool is_called = different > same;
    const bool is_different = predictions.labels[s] == 1;
    ++counts.total;
    counts.different += is_different ? 1 : 0;
    counts.called_different += is_called ? 1 : 0;
    counts.right += is_called == is_different ? 1 : 0;
  }
  return counts;
}

/// What the replicates say together.
void pool(ChanceCheck& check) {
  std::vector<CountOf> rights;
  std::vector<CalledCounts> sets;
  CalledCounts all;
  check.has_predictions = !check.replicates.empty();
  check.least_called = 1;
  for (const ChanceReplicate& seen : check.replicates) {
    rights.push_back(seen.right);
    check.right.count += seen.right.right;
    check.right.of += seen.right.of;
    sets.push_back(seen.called);
    if (seen.called.total == 0) {
      check.has_predictions = false;
      continue;
    }
    all.total += seen.called.total;
    all.different += seen.called.different;
    all.called_different += seen.called.called_different;
    const double share =
        static_cast<double>(seen.called.called_different) / static_cast<double>(seen.called.total);
    check.least_called = std::min(check.least_called, share);
    check.most_called = std::max(check.most_called, share);
  }
  check.right = clopper_pearson(check.right.count, check.right.of);
  check.p_half = exact_binomial_p(check.right.count, check.right.of);
  check.spread = dispersion(rights);
  if (!check.has_predictions) return;
  check.permutation = label_permutation(sets);
  check.different = clopper_pearson(all.different, all.total);
  check.called_different = clopper_pearson(all.called_different, all.total);
  check.expected_accuracy = check.permutation.expected_right / static_cast<double>(all.total);
}

/// Labels that go with predictions are told by permutation, which knows test sets and preferences as they
/// are; without predictions there is only the count of right ones.
double p_of_labels(const ChanceCheck& check) {
  return check.has_predictions ? check.permutation.p : check.p_half;
}

/// Whether test sets and preference explain at least half of what lies between accuracy and 1/2.
bool is_explained(const ChanceCheck& check) {
  return (check.expected_accuracy - 0.5) / (check.right.share() - 0.5) >= 0.5;
}

ChanceVerdict verdict_of(const ChanceCheck& check, double adjusted_p_half) {
  if (check.has_predictions && check.p_adjusted <= ChanceChecks::kSignificance) {
    const bool is_better = check.right.share() > check.expected_accuracy;
    return is_better ? ChanceVerdict::BETTER_THAN_CHANCE : ChanceVerdict::WORSE_THAN_CHANCE;
  }
  if (adjusted_p_half > ChanceChecks::kSignificance) return ChanceVerdict::CHANCE;
  if (!check.has_predictions) return ChanceVerdict::NOT_ONE_HALF;
  // Permuted labels are the better test: without an imbalance 1/2 is no more than just missed.
  return is_explained(check) ? ChanceVerdict::TEST_SET_IMBALANCED : ChanceVerdict::CHANCE;
}

}  // namespace

ChanceChecks::ChanceChecks(ResultsFile& file, const Observations& observations) {
  std::map<std::array<std::size_t, 3>, std::vector<ChanceReplicate>> groups;
  for (const Observation& trial : observations.trials) {
    if (observations.snrs[trial.snr] != 0 || std::isnan(trial.accuracy) || !(trial.test_samples > 0))
      continue;
    ChanceReplicate seen;
    seen.replicate = trial.replicate;
    seen.right.of = static_cast<std::size_t>(std::lround(trial.test_samples));
    seen.right.right = static_cast<std::size_t>(std::lround(trial.accuracy * trial.test_samples));
    seen.called = called(file.read_predictions(trial.row));
    groups[{trial.architecture, trial.sampling, trial.variant}].push_back(seen);
  }
  for (auto& [place, replicates] : groups) {
    ChanceCheck check;
    check.architecture = place[0];
    check.sampling = place[1];
    check.variant = place[2];
    check.replicates = std::move(replicates);
    pool(check);
    checks.push_back(std::move(check));
  }
  judge();
}

ChanceChecks::ChanceChecks(std::vector<ChanceCheck> measured) : checks(std::move(measured)) {
  for (ChanceCheck& check : checks) pool(check);
  judge();
}

void ChanceChecks::judge() {
  std::vector<double> p_labels;
  std::vector<double> p_half;
  for (const ChanceCheck& check : checks) {
    p_labels.push_back(p_of_labels(check));
    p_half.push_back(check.p_half);
  }
  const std::vector<double> adjusted_labels = adjusted_by_holm(p_labels);
  const std::vector<double> adjusted_half = adjusted_by_holm(p_half);
  for (std::size_t i = 0; i < checks.size(); ++i) {
    checks[i].p_adjusted = adjusted_labels[i];
    checks[i].verdict = verdict_of(checks[i], adjusted_half[i]);
  }
}

std::vector<PublishedChance> published_at_snr_zero() {
  std::vector<PublishedChance> published;
  const auto add = [&](const char* architecture, std::size_t right) {
    published.push_back(
        {architecture, clopper_pearson(right, kReportSamples), exact_binomial_p(right, kReportSamples)});
  };
  add("teacher", kReportTeacher);
  add("student", kReportStudent);
  return published;
}

}  // namespace results
