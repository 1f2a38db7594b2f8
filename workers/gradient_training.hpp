#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <optional>

#include "models/network.hpp"
#include "sim/dataset.hpp"
#include "sweep/trial_record.hpp"
#include "workers/evaluation.hpp"
#include "workers/rank_team.hpp"
#include "workers/recipe.hpp"
#include "workers/training_state.hpp"
#include "workers/worker.hpp"

namespace workers {

/// What a trial is given to train with, and where it starts.
struct TrainingTask {
  const Recipe& recipe;
  const sim::Dataset& dataset;
  at::Tensor teacher_logits = {};  // [sample, class], or undefined when labels are all there is
  sweep::Row row;
  std::int64_t batch_parts = 1;
  std::int64_t epochs_before = 0;  // of the trial's other fits: its epochs are reported as one row
  /// Where an earlier run left this trial, or where it starts: the same on every member.
  TrainingState start = {};
  /// Called on the first rank with a state to keep: after epochs, when the trial is long, and when the run is
  /// stopped. Must not throw.
  std::function<void(const TrainingState&)> keep = [](const TrainingState&) {};
  /// Trials that take longer than this are kept after their epochs.
  double keep_after_seconds = 600;
  /// What comes of the trained network. Collective on the team.
  Judge judge;
};

/// Trains `network`, with early stopping where the dataset has validation samples, fills the record's curves,
/// and has it judged; PRUNED when the verdict after an epoch was to stop. Throws TrialFailure on every member
/// when the loss stops being finite, and Interrupted, once the state is kept, when the run is being stopped.
/// Collective on the team.
void train_by_gradient(models::Network& network, const TrainingTask& task, const RankTeam& team,
                       sweep::TrialRecord& record, const AfterEpoch& after_epoch);

}  // namespace workers
