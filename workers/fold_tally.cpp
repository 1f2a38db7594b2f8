#include "workers/fold_tally.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/metrics.hpp"

namespace workers {
namespace {

constexpr std::uint8_t kNoLabel = 255;

/// F1 of a classifier that says this of rows with these labels.
double f1_of(const std::vector<std::uint8_t>& says, const sweep::Predictions& predictions) {
  std::vector<std::int64_t> predicted;
  std::vector<std::int64_t> labels;
  for (std::size_t row = 0; row < says.size(); ++row) {
    if (predictions.labels[row] == kNoLabel) continue;
    predicted.push_back(says[row]);
    labels.push_back(predictions.labels[row]);
  }
  return models::f1_score(predicted, labels);
}

}  // namespace

FoldTally::FoldTally(const sim::CrossValidation& parts) : parts_(parts) {}

void FoldTally::add(const sim::Dataset& fold, const Classify& classify, at::Device device,
                    const RankTeam& team) {
  const auto test = samples_in(fold, sim::Split::TEST);
  logits_.push_back(logits_of(test, fold, classify, device, team));
  for (const std::int64_t sample : test) {
    rows_.push_back(fold.rows()[static_cast<std::size_t>(sample)]);
    labels_.push_back(fold.labels()[static_cast<std::size_t>(sample)]);
  }
  const auto train = samples_in(fold, sim::Split::TRAIN);
  add_training(logits_of(train, fold, classify, device, team), labels_of(train, fold));
}

void FoldTally::add_training(const at::Tensor& logits, const at::Tensor& labels) {
  const models::Metrics metrics = models::evaluate(logits, labels);
  train_accuracy_ += metrics.accuracy;
  train_auc_ += metrics.auc;
  train_loss_ += score(logits, labels).loss;
}

void FoldTally::add_curves(const sweep::TrialRecord& fit) {
  curves_.push_back(fit.curves);
  epochs_ += fit.metrics[sweep::Metric::EPOCHS];
}

void FoldTally::put_into(sweep::TrialRecord& record) const {
  using enum sweep::Metric;
  const at::Tensor of_samples = at::cat(logits_);
  const at::Tensor rows = at::tensor(rows_, at::kLong);
  const auto row_count = static_cast<std::int64_t>(parts_.row_names.size());
  const at::Tensor votes = at::zeros({row_count}).index_add_(0, rows, at::ones({rows.numel()}));
  const at::Tensor of_rows =
      at::zeros({row_count, 2}).index_add_(0, rows, of_samples) / votes.clamp_min(1).unsqueeze(1);
  at::Tensor row_labels = at::full({row_count}, static_cast<std::int64_t>(kNoLabel), at::kLong);
  row_labels.index_put_({rows}, at::tensor(labels_, at::kLong));
  put_predictions(record, of_rows, row_labels);

  const at::Tensor tested = votes.nonzero().squeeze(1);
  const at::Tensor logits = of_rows.index_select(0, tested);
  const at::Tensor labels = row_labels.index_select(0, tested);
  const models::Metrics metrics = models::evaluate(logits, labels);
  record.metrics[TEST_ACCURACY] = metrics.accuracy;
  record.metrics[TEST_AUC] = metrics.auc;
  record.metrics[TEST_F1] = metrics.f1;
  record.metrics[TEST_MCC] = metrics.mcc;
  record.metrics[TEST_LOSS] = score(logits, labels).loss;
  record.metrics[TEST_SAMPLES] = static_cast<double>(labels.numel());
  const auto folds = static_cast<double>(logits_.size());
  record.metrics[TRAIN_ACCURACY] = train_accuracy_ / folds;
  record.metrics[TRAIN_AUC] = train_auc_ / folds;
  record.metrics[TRAIN_LOSS] = train_loss_ / folds;
  record.metrics[EPOCHS] = epochs_ / folds;
  record.metrics[ALWAYS_POSITIVE_F1] =
      f1_of(std::vector<std::uint8_t>(parts_.row_names.size(), 1), record.predictions);
  record.metrics[INTENSITY_F1] = f1_of(parts_.intensity_says, record.predictions);
  put_curves(record);
}

void FoldTally::put_curves(sweep::TrialRecord& record) const {
  for (std::size_t curve = 0; curve < sweep::kCurveNames.size(); ++curve) {
    std::vector<float>& mean = record.curves[curve];
    mean.clear();
    for (std::size_t epoch = 0;; ++epoch) {
      double sum = 0;
      int folds = 0;
      for (const auto& curves : curves_) {
        if (epoch >= curves[curve].size()) continue;
        sum += curves[curve][epoch];
        ++folds;
      }
      if (folds == 0) break;
      mean.push_back(static_cast<float>(sum / folds));
    }
  }
}

void FoldTally::put_predictions(sweep::TrialRecord& record, const at::Tensor& logits,
                                const at::Tensor& labels) const {
  const auto said = logits.accessor<float, 2>();
  const auto label = labels.accessor<std::int64_t, 1>();
  sweep::Predictions& predictions = record.predictions;
  predictions = {};
  for (std::int64_t row = 0; row < labels.numel(); ++row) {
    const bool tested = label[row] != kNoLabel;
    for (std::int64_t i = 0; i < 2; ++i)
      predictions.logits.push_back(tested ? said[row][i] : std::numeric_limits<float>::quiet_NaN());
    predictions.labels.push_back(static_cast<std::uint8_t>(label[row]));
    predictions.splits.push_back(
        static_cast<std::uint8_t>(tested ? sweep::SplitCode::TEST : sweep::SplitCode::NONE));
  }
}

}  // namespace workers
