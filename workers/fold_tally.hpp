#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "sim/dataset.hpp"
#include "sweep/trial_record.hpp"
#include "workers/evaluation.hpp"
#include "workers/fitted_fold.hpp"

namespace workers {

/// What the fits of one trial say of their test samples, put together: every row (well) has one vote, the
/// mean of its samples' logits, and all folds are scored as one.
class FoldTally {
 public:
  /// Keeps a reference. `fitted`: the first folds, where an earlier run got as far.
  explicit FoldTally(const sim::CrossValidation& parts, std::vector<FittedFold> fitted = {});

  /// After each fit: what it says of its fold, and its curves so far in `fit`. Collective on the team.
  void add(const sim::Dataset& fold, const Classify& classify, at::Device device, const RankTeam& team);
  void add_curves(const sweep::TrialRecord& fit);
  const std::vector<FittedFold>& fitted() const { return fitted_; }

  /// Metrics, curves (mean of the folds that came so far) and predictions.
  void put_into(sweep::TrialRecord& record) const;

 private:
  /// Mean over the folds of one of their numbers.
  template <class T>
  double mean(T FittedFold::*number) const;
  void put_curves(sweep::TrialRecord& record) const;
  void put_predictions(sweep::TrialRecord& record, const at::Tensor& logits, const at::Tensor& labels) const;

  const sim::CrossValidation& parts_;
  std::vector<FittedFold> fitted_;
};

}  // namespace workers
