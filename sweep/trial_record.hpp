#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sweep/ids.hpp"

namespace sweep {

enum class TrialState : std::uint8_t { WAITING = 0, RUNNING = 1, COMPLETE = 2, PRUNED = 3, FAILED = 4 };
inline constexpr std::array<std::string_view, 5> kStateNames = {"waiting", "running", "complete", "pruned",
                                                                "failed"};

/// One number per trial; NaN until known. Accuracies and AUC are fractions in [0, 1].
enum class Metric : std::size_t {
  TEST_ACCURACY,
  TEST_AUC,
  TEST_F1,
  TEST_LOSS,
  TRAIN_ACCURACY,
  TRAIN_AUC,
  TRAIN_LOSS,
  TEST_SAMPLES,
  PARAMETERS,
  DATA_REDUCTION,
  EPOCHS,
  WALL_SECONDS,
  TEST_MCC,
  ALWAYS_POSITIVE_F1,
  INTENSITY_F1,
  PREDICTED_SECONDS  // of WALL_SECONDS, before the trial began
};
/// Their names, as fields of the results file.
inline constexpr std::array<std::string_view, 16> kMetricNames = {
    "test_accuracy",  "test_auc",           "test_f1",      "test_loss",
    "train_accuracy", "train_auc",          "train_loss",   "test_samples",
    "parameters",     "data_reduction",     "epochs",       "wall_seconds",
    "test_mcc",       "always_positive_f1", "intensity_f1", "predicted_seconds"};

class Metrics {
 public:
  Metrics() { values_.fill(std::numeric_limits<double>::quiet_NaN()); }
  double& operator[](Metric metric) { return values_[static_cast<std::size_t>(metric)]; }
  double operator[](Metric metric) const { return values_[static_cast<std::size_t>(metric)]; }
  std::array<double, kMetricNames.size()>& values() { return values_; }
  const std::array<double, kMetricNames.size()>& values() const { return values_; }

 private:
  std::array<double, kMetricNames.size()> values_;
};

/// One number per epoch of a trial.
enum class Curve : std::size_t {
  TRAIN_LOSS,
  TRAIN_ACCURACY,
  TEST_LOSS,
  TEST_ACCURACY,
  VALIDATION_LOSS,
  VALIDATION_ACCURACY
};
inline constexpr std::array<std::string_view, 6> kCurveNames = {
    "train_loss", "train_accuracy", "test_loss", "test_accuracy", "validation_loss", "validation_accuracy"};

enum class SplitCode : std::uint8_t { TRAIN = 0, TEST = 1, NONE = 255 };

/// What a trained network says of every sample. Empty for a trial that predicts nothing.
struct Predictions {
  std::vector<float> logits;         // [sample, class]
  std::vector<std::uint8_t> labels;  // [sample]
  std::vector<std::uint8_t> splits;  // [sample], a SplitCode
};

using Curves = std::array<std::vector<float>, kCurveNames.size()>;  // by Curve; [epoch] each, if it has any

/// Everything that is kept of one trial: the only thing that training hands to the results. A value.
struct TrialRecord {
  TrialId id;
  TrialState state = TrialState::WAITING;
  Metrics metrics;
  Curves curves;  // shorter when a trial ended early
  Predictions predictions;

  std::uint32_t attempts = 0;
  std::uint32_t incarnation = 0;
  std::string host;
  std::string device;  // "cpu", "cuda:0"
  Rank first_rank;
  std::uint32_t team_size = 0;
  double start_time = 0;  // seconds since 1970-01-01 UTC
  std::string message;    // why it failed; empty otherwise
};

/// How large the arrays of one record can get in a study: the layout of the results file.
struct RecordShape {
  std::size_t epochs = 0;
  std::size_t samples = 0;
  std::size_t classes = 2;
  std::vector<std::string> sample_names = {};  // such as wells; empty: samples have none
  bool operator==(const RecordShape&) const = default;
};

}  // namespace sweep
