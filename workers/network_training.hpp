#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

#include "models/flat_parameters.hpp"
#include "models/keras_adam.hpp"
#include "models/network.hpp"
#include "sim/dataset.hpp"
#include "workers/rank_team.hpp"
#include "workers/recipe.hpp"
#include "workers/training_state.hpp"

namespace workers {

/// One network on its way through the training samples, as one member of a team sees it. It can be put down
/// at any meeting of the team and taken up again from its state.
class NetworkTraining {
 public:
  /// Keeps references. `teacher_logits` [sample, class], or undefined when labels are all there is.
  /// `batch_parts` as in sweep::Assignment.
  NetworkTraining(models::Network& network, const Recipe& recipe, sim::Dataset& dataset,
                  const at::Tensor& teacher_logits, const RankTeam& team, std::int64_t batch_parts);
  NetworkTraining(const NetworkTraining&) = delete;
  NetworkTraining& operator=(const NetworkTraining&) = delete;

  /// Goes on with the epoch where `state` says that it stands, over the samples in this order. When it is
  /// interrupted, `state` says where. Throws TrialFailure on every member when the loss stops being finite.
  /// Collective on the team.
  void finish_epoch(const std::vector<std::int64_t>& order, TrainingState& state);

  /// Adds to `state` what has been learned so far. Shares memory with the network.
  void put_into(TrainingState& state) const;
  /// Goes on from what had been learned when `state` was kept. Throws std::invalid_argument when it is not
  /// of this network.
  void take_from(const TrainingState& state);

 private:
  /// One update from one global batch. Collective on the team.
  void step(std::span<const std::int64_t> batch);
  /// Adds the gradients of rows first…last of the batch.
  void add_gradients(std::span<const std::int64_t> batch, std::int64_t first, std::int64_t last);
  at::Tensor loss_sum(const at::Tensor& logits, const at::Tensor& labels,
                      const std::vector<std::int64_t>& samples) const;

  models::Network& network_;
  const Recipe& recipe_;
  sim::Dataset& dataset_;
  const at::Tensor& teacher_logits_;
  const RankTeam& team_;
  std::int64_t batch_parts_;
  models::TeamSum team_sum_;  // empty for a team of one
  models::FlatParameters parameters_;
  models::KerasAdam optimiser_;
};

}  // namespace workers
