#pragma once

#include <cmath>
#include <cstdint>
#include <string>

#include "results/answers/simulator.hpp"
#include "samples.hpp"

/// Results files of spectra studies made by hand: with accuracies, curves and predictions that tests know.
namespace spectra_samples {

/// The student was not tested with 111-fold data at SNR 2, nor the teacher with anything but the full cube.
inline const std::string kFactors = R"(
  data.snr: [2, 100]
  data.sampling: [full, every-10, {waiting_times: 3, parts: real}]
  model.architecture: [teacher, student]
  replicate: 3
exclude:
  - {model.architecture: teacher, data.sampling: [every-10, {waiting_times: 3, parts: real}]}
  - {data.snr: 2, data.sampling: {waiting_times: 3, parts: real}}
)";

inline sweep::Study study(const std::string& factors = kFactors) {
  return samples::study("name: spectra\nseed: 5\nfactors:" + factors);
}

inline constexpr sweep::RecordShape kShape{4, 80, 2};

inline double reduction_of(const sweep::Settings& settings) {
  const std::string sampling = settings["data.sampling"].text();
  return sampling == "full" ? 1 : sampling == "every-10" ? 96 : 111;
}

inline double accuracy_of(const sweep::Settings& settings) {
  const bool loud = settings.number("data.snr") == 100;
  const bool student = settings.text("model.architecture") == "student";
  return (loud ? 0.95 : 0.8) - (student ? 0.02 : 0) - 0.0005 * (reduction_of(settings) - 1) +
         0.01 * settings.number("replicate");
}

/// Between -1 and 1, the same for the same arguments.
inline double noise(std::uint32_t row, std::size_t sample) {
  const double x =
      std::sin(12.9898 * static_cast<double>(row + 1) + 78.233 * static_cast<double>(sample + 1));
  return 2 * (43758.5453 * x - std::floor(43758.5453 * x)) - 1;
}

/// Logit of Different less that of Same, in steps of a quarter so that ties occur.
inline double score_of(const sweep::Settings& settings, std::uint32_t row, std::size_t sample) {
  const double signal = settings.number("data.snr") == 100 ? 0.6 : 0.2;
  return std::round(4 * ((sample / 2 % 2 == 1 ? signal : -signal) + noise(row, sample))) / 4;
}

/// Every even sample is of the test set, every other pair is Different; epochs 1 and 3 have no test curve.
inline sweep::TrialRecord record(const sweep::Grid& grid, sweep::Row row) {
  const sweep::Settings settings = grid.settings(row);
  sweep::TrialRecord record = samples::record(grid, row);
  record.metrics[sweep::Metric::TEST_ACCURACY] = accuracy_of(settings);
  record.metrics[sweep::Metric::DATA_REDUCTION] = reduction_of(settings);
  record.metrics[sweep::Metric::TEST_SAMPLES] = 400;
  record.metrics[sweep::Metric::WALL_SECONDS] = 10;
  record.first_rank = {1 + static_cast<int>(row.value % 2)};
  record.team_size = 1;
  record.start_time = 1.7e9 + 10 * static_cast<double>(row.value / 2);
  for (std::size_t c = 0; c < record.curves.size(); ++c) {
    const bool test = c == static_cast<std::size_t>(sweep::Curve::TEST_LOSS) ||
                      c == static_cast<std::size_t>(sweep::Curve::TEST_ACCURACY);
    for (std::size_t epoch = 0; epoch < kShape.epochs; ++epoch) {
      const auto value =
          static_cast<float>(0.5 + 0.1 * static_cast<double>(epoch) + 0.01 * settings.number("replicate"));
      record.curves[c].push_back(test && epoch % 2 == 0 ? std::nanf("") : value);
    }
  }
  for (std::size_t sample = 0; sample < kShape.samples; ++sample) {
    record.predictions.logits.push_back(0.25F);
    record.predictions.logits.push_back(static_cast<float>(0.25 + score_of(settings, row.value, sample)));
    record.predictions.labels.push_back(static_cast<std::uint8_t>(sample / 2 % 2));
    record.predictions.splits.push_back(static_cast<std::uint8_t>(sample % 2 == 0));
  }
  return record;
}

/// Knows a bound that depends on SNR and sampling.
class Bounds final : public results::Simulator {
 public:
  explicit Bounds(const sweep::Grid& grid) : grid_(&grid) {}
  static double of(double snr, double reduction) { return 1 - 0.01 * std::sqrt(reduction) / snr; }
  std::optional<results::DataFacts> facts(sweep::TrialId trial) const override {
    const sweep::Settings settings = grid_->settings(*grid_->find(trial));
    results::DataFacts facts;
    facts.best_accuracy = of(settings.number("data.snr"), reduction_of(settings));
    facts.best_accuracy_estimated = facts.best_accuracy - 0.001;
    return facts;
  }

 private:
  const sweep::Grid* grid_;
};

}  // namespace spectra_samples
