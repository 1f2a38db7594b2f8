#include "results/answers/report_table.hpp"

#include <algorithm>
#include <cmath>

#include "results/answers/replicate_means.hpp"
#include "results/answers/wording.hpp"
#include "results/statistics/binomial_test.hpp"

namespace results {
namespace {

constexpr double kStudentsReduction = 96;

ReportedAccuracy reported(const std::string& architecture, double snr, double percent) {
  const auto right = static_cast<std::size_t>(std::lround(kReportedSamples * percent / 100));
  const ExactShare share = clopper_pearson(right, static_cast<std::size_t>(kReportedSamples), kConfidence);
  return {architecture, snr, percent / 100, share.low, share.high};
}

/// The sampling to compare with; nothing where the architecture has no trial at this SNR.
std::optional<std::size_t> sampling_for(const Observations& observations, const ReportedAccuracy& of) {
  const double wanted = of.architecture == "teacher" ? 1 : kStudentsReduction;
  std::optional<std::size_t> best;
  const auto distance = [&](std::size_t sampling) {
    return std::abs(std::log(observations.samplings[sampling].reduction / wanted));
  };
  for (const Observation& trial : observations.trials) {
    const bool here = observations.architectures[trial.architecture] == of.architecture &&
                      observations.snrs[trial.snr] == of.snr && !std::isnan(trial.accuracy);
    if (here && (!best || distance(trial.sampling) < distance(*best))) best = trial.sampling;
  }
  return best;
}

}  // namespace

const std::vector<ReportedAccuracy>& reported_accuracies() {
  static const std::vector<ReportedAccuracy> all = {
      reported("teacher", 100, 95.75), reported("teacher", 50, 95.5), reported("teacher", 5, 90.75),
      reported("teacher", 2, 86.25),   reported("teacher", 0, 46.25), reported("student", 100, 96.5),
      reported("student", 50, 97.25),  reported("student", 5, 90.5),  reported("student", 2, 83.25),
      reported("student", 0, 45.25)};
  return all;
}

ReportTable::ReportTable(const Observations& observations) {
  bool variants = false;
  std::size_t left_out = 0;
  for (const ReportedAccuracy& of : reported_accuracies()) {
    Line line{of, std::nullopt};
    if (const auto sampling = sampling_for(observations, of)) {
      std::vector<ReplicateMeans::Trial> trials;
      std::vector<double> accuracies;
      std::vector<double> samples;
      std::vector<double> best;
      for (const Observation& trial : observations.trials) {
        if (observations.architectures[trial.architecture] != of.architecture ||
            observations.snrs[trial.snr] != of.snr || trial.sampling != *sampling ||
            std::isnan(trial.accuracy))
          continue;
        trials.push_back({trial.replicate, trial.variant});
        accuracies.push_back(trial.accuracy);
        samples.push_back(trial.test_samples);
        best.push_back(trial.best_accuracy);
      }
      const ReplicateMeans means(trials);
      line.ours = share_interval(means.of(accuracies), means.of(samples));
      line.best_accuracy = student_t_interval(means.of(best)).mean;
      variants = variants || means.trials().front().size() > 1;
      left_out += means.left_out();
      line.sampling = observations.samplings[*sampling].text;
      line.reduction = observations.samplings[*sampling].reduction;
    }
    lines.push_back(line);
  }
  if (variants) {
    pooled = "Averaged within each replicate over what else varies, such as " +
             observations.variants.front() + ".";
  }
  if (left_out > 0) {
    pooled += (pooled.empty() ? "" : " ") + counted(left_out, "trial") +
              " left out, so that all replicates of a line are means over the same.";
  }
}

bool ReportTable::empty() const {
  return std::none_of(lines.begin(), lines.end(), [](const Line& line) { return line.ours.has_value(); });
}

}  // namespace results
