#include "workers/fold_tally.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

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

FoldTally::FoldTally(const sim::CrossValidation& parts, std::vector<FittedFold> fitted)
    : parts_(parts), fitted_(std::move(fitted)) {}

void FoldTally::add(const sim::Dataset& fold, const Classify& classify, at::Device device,
                    const RankTeam& team) {
  const auto test = samples_in(fold, sim::Split::TEST);
  const auto train = samples_in(fold, sim::Split::TRAIN);
  FittedFold fitted;
  fitted.test_logits = logits_of(test, fold, classify, device, team);
  const at::Tensor logits = logits_of(train, fold, classify, device, team);
  const at::Tensor labels = labels_of(train, fold);
  const models::Metrics on_train = models::evaluate(logits, labels);
  fitted.train_accuracy = on_train.accuracy;
  fitted.train_auc = on_train.auc;
  fitted.train_loss = score(logits, labels).loss;
  fitted_.push_back(std::move(fitted));
}

void FoldTally::add_curves(const sweep::TrialRecord& fit) {
  fitted_.back().curves = fit.curves;
  fitted_.back().epochs = static_cast<std::int64_t>(fit.metrics[sweep::Metric::EPOCHS]);
}

template <class T>
double FoldTally::mean(T FittedFold::*number) const {
  double sum = 0;
  for (const FittedFold& fold : fitted_) sum += static_cast<double>(fold.*number);
  return sum / static_cast<double>(fitted_.size());
}

void FoldTally::put_into(sweep::TrialRecord& record) const {
  using enum sweep::Metric;
  std::vector<at::Tensor> said;            // by each fold's network of its test samples
  std::vector<std::int64_t> rows_of_said;  // that these samples speak for
  std::vector<std::int64_t> labels_of_said;
  for (std::size_t i = 0; i < fitted_.size(); ++i) {
    const sim::Dataset& fold = *parts_.folds[i];
    said.push_back(fitted_[i].test_logits);
    for (const std::int64_t sample : samples_in(fold, sim::Split::TEST)) {
      rows_of_said.push_back(fold.rows()[static_cast<std::size_t>(sample)]);
      labels_of_said.push_back(fold.labels()[static_cast<std::size_t>(sample)]);
    }
  }
  const at::Tensor of_samples = at::cat(said);
  const at::Tensor rows = at::tensor(rows_of_said, at::kLong);
  const auto row_count = static_cast<std::int64_t>(parts_.row_names.size());
  const at::Tensor votes = at::zeros({row_count}).index_add_(0, rows, at::ones({rows.numel()}));
  const at::Tensor of_rows =
      at::zeros({row_count, 2}).index_add_(0, rows, of_samples) / votes.clamp_min(1).unsqueeze(1);
  at::Tensor row_labels = at::full({row_count}, static_cast<std::int64_t>(kNoLabel), at::kLong);
  row_labels.index_put_({rows}, at::tensor(labels_of_said, at::kLong));
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
  record.metrics[TRAIN_ACCURACY] = mean(&FittedFold::train_accuracy);
  record.metrics[TRAIN_AUC] = mean(&FittedFold::train_auc);
  record.metrics[TRAIN_LOSS] = mean(&FittedFold::train_loss);
  record.metrics[EPOCHS] = mean(&FittedFold::epochs);
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
      for (const FittedFold& fold : fitted_) {
        if (epoch >= fold.curves[curve].size()) continue;
        sum += fold.curves[curve][epoch];
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
