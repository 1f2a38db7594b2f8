#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

#include "sim/dataset.hpp"
#include "sweep/trial_record.hpp"
#include "workers/evaluation.hpp"

namespace workers {

/// What the fits of one trial say of their test samples, put together: every row (well) has one vote, the
/// mean of its samples' logits, and all folds are scored as one.
class FoldTally {
 public:
  /// Keeps a reference.
  explicit FoldTally(const sim::CrossValidation& parts);

  /// After each fit: what it says of its fold, and its curves so far in `fit`. Collective on the team.
  void add(const sim::Dataset& fold, const Classify& classify, at::Device device, const RankTeam& team);
  void add_curves(const sweep::TrialRecord& fit);

  /// Metrics, curves (mean of the folds that came so far) and predictions.
  void put_into(sweep::TrialRecord& record) const;

 private:
  /// Adds up what training samples say, for the means over folds.
  void add_training(const at::Tensor& logits, const at::Tensor& labels);
  void put_curves(sweep::TrialRecord& record) const;
  void put_predictions(sweep::TrialRecord& record, const at::Tensor& logits, const at::Tensor& labels) const;

  const sim::CrossValidation& parts_;
  std::vector<at::Tensor> logits_;  // of each fold's test samples [n, 2]
  std::vector<std::int64_t> rows_;  // of the same, all folds
  std::vector<std::int64_t> labels_;
  double train_accuracy_ = 0;  // sums over folds
  double train_auc_ = 0;
  double train_loss_ = 0;
  double epochs_ = 0;
  std::vector<std::array<std::vector<float>, sweep::kCurveNames.size()>> curves_;
};

}  // namespace workers
