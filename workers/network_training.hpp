#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "models/flat_parameters.hpp"
#include "models/keras_adam.hpp"
#include "models/network.hpp"
#include "sim/dataset.hpp"
#include "workers/batches_ahead.hpp"
#include "workers/gradient_buckets.hpp"
#include "workers/milestone.hpp"
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
  NetworkTraining(models::Network& network, const Recipe& recipe, const sim::Dataset& dataset,
                  const at::Tensor& teacher_logits, const RankTeam& team, std::int64_t batch_parts);
  NetworkTraining(const NetworkTraining&) = delete;
  NetworkTraining& operator=(const NetworkTraining&) = delete;

  /// Goes on with the epoch where `state` says that it stands, over the samples in this order. When it is
  /// interrupted, put_into() says where. Throws TrialFailure on every member when the loss stops being
  /// finite. Collective on the team.
  void finish_epoch(const std::vector<std::int64_t>& order, TrainingState& state);

  /// Called after each step with the mean loss over its batch. Waits for the device each time: for looking
  /// closely, not for speed.
  void watch(std::function<void(double)> after_step) { after_step_ = std::move(after_step); }

  /// Adds to `state` what has been learned so far. Shares memory with the network.
  void put_into(TrainingState& state) const;
  /// Goes on from what had been learned when `state` was kept. Throws std::invalid_argument when it is not
  /// of this network.
  void take_from(const TrainingState& state);

 private:
  /// Rows first…last of a global batch, worked on in one piece.
  struct Part {
    std::int64_t first;
    std::int64_t last;
  };
  Part part_of(std::int64_t rows, std::int64_t part) const;
  std::int64_t parts_of(std::int64_t rows) const { return std::min(batch_parts_, rows); }
  /// This member's rows of a part.
  std::span<const std::int64_t> mine(std::span<const std::int64_t> batch, Part part) const;
  BatchesAhead pictures_of(const std::vector<std::int64_t>& order, std::int64_t first_sample) const;

  /// One update from one global batch. Collective on the team.
  void step(std::span<const std::int64_t> batch, BatchesAhead& pictures);
  enum class Gradients { INCOMPLETE, COMPLETE };  // once this part is added
  void add_gradients(std::span<const std::int64_t> batch, Part part, const at::Tensor& x, Gradients after);
  at::Tensor loss_sum(const at::Tensor& logits, const at::Tensor& samples, const at::Tensor& labels) const;
  void team_sum(at::Tensor& values);
  /// Loss and hits of the epoch so far. Waits for the device.
  void read_sums(TrainingState& state) const;

  models::Network& network_;
  const Recipe& recipe_;
  const sim::Dataset& dataset_;
  const RankTeam& team_;
  std::int64_t batch_parts_;
  at::Tensor labels_;          // [sample] int64, on the network's device
  at::Tensor teacher_logits_;  // [sample, class], likewise, or undefined
  models::TeamSum team_sum_;   // empty for a team of one
  models::FlatParameters parameters_;
  models::KerasAdam optimiser_;
  GradientBuckets buckets_;
  bool buckets_leave_early_ = false;     // during the backward pass after which gradients are complete
  at::Tensor epoch_sums_;                // [EXTRAS] float64, on the network's device
  std::array<Milestone, 2> steps_done_;  // by the parity of the step
  std::function<void(double)> after_step_;
};

}  // namespace workers
