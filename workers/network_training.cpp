#include "workers/network_training.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "models/losses.hpp"
#include "workers/evaluation.hpp"
#include "workers/trial_failure.hpp"

namespace workers {
namespace {

/// What every step adds up over the team beside the gradients.
enum Extra : std::int64_t { LOSS, HITS, EXTRAS };

}  // namespace

NetworkTraining::NetworkTraining(models::Network& network, const Recipe& recipe, sim::Dataset& dataset,
                                 const at::Tensor& teacher_logits, const RankTeam& team,
                                 std::int64_t batch_parts)
    : network_(network),
      recipe_(recipe),
      dataset_(dataset),
      teacher_logits_(teacher_logits),
      team_(team),
      batch_parts_(batch_parts),
      parameters_(network.parameters(), EXTRAS),
      optimiser_(parameters_.values(), parameters_.gradients(), recipe.adam) {
  if (team_.size() > 1) team_sum_ = [this](at::Tensor& values) { team_.sum(values); };
}

void NetworkTraining::finish_epoch(const std::vector<std::int64_t>& order, TrainingState& state) {
  const auto count = static_cast<std::int64_t>(order.size());
  while (state.samples_seen < count) {
    team_.meet();
    const std::int64_t rows = std::min(recipe_.batch, count - state.samples_seen);
    step(std::span(order).subspan(static_cast<std::size_t>(state.samples_seen),
                                  static_cast<std::size_t>(rows)));
    const at::Tensor sums = parameters_.extras().cpu();
    state.loss_sum += sums[LOSS].item<double>();
    state.hit_sum += sums[HITS].item<double>();
    state.samples_seen += rows;
    if (!std::isfinite(state.loss_sum)) {
      throw TrialFailure("the training loss is not finite after step " + std::to_string(optimiser_.steps()) +
                         ": lower training.learning_rate");
    }
  }
}

void NetworkTraining::step(std::span<const std::int64_t> batch) {
  const auto rows = static_cast<std::int64_t>(batch.size());
  const std::int64_t parts = std::min(batch_parts_, rows);
  parameters_.zero_grad();
  for (std::int64_t part = 0; part < parts; ++part) {
    add_gradients(batch, rows * part / parts, rows * (part + 1) / parts);
  }
  at::Tensor sums = parameters_.step_buffer();
  team_.sum(sums);
  optimiser_.step(1.0 / static_cast<double>(rows));
}

void NetworkTraining::add_gradients(std::span<const std::int64_t> batch, std::int64_t first,
                                    std::int64_t last) {
  const auto share = team_.share_of(last - first);
  const auto mine = batch.subspan(static_cast<std::size_t>(first + share.first),
                                  static_cast<std::size_t>(share.last - share.first));
  const at::Tensor x = dataset_.batch(mine, network_.device());
  const models::Pass pass{.mode = models::Mode::TRAIN,
                          .dropout_key = recipe_.dropout_key,
                          .step = static_cast<std::uint64_t>(optimiser_.steps()),
                          .first_row = first + share.first,
                          .global_rows = last - first,
                          .team_sum = &team_sum_};
  const at::Tensor logits = network_.forward(x, pass);
  const std::vector<std::int64_t> samples(mine.begin(), mine.end());
  const at::Tensor labels = labels_of(samples, dataset_).to(network_.device());
  const at::Tensor loss = loss_sum(logits, labels, samples);
  loss.backward();
  const at::NoGradGuard no_gradients;
  parameters_.extras()[LOSS] += loss.detach();
  parameters_.extras()[HITS] += logits.argmax(1).eq(labels).sum();
}

at::Tensor NetworkTraining::loss_sum(const at::Tensor& logits, const at::Tensor& labels,
                                     const std::vector<std::int64_t>& samples) const {
  if (recipe_.architecture->supervision == models::Supervision::LABELS)
    return models::cross_entropy_sum(logits, labels);
  const at::Tensor taught =
      teacher_logits_.index_select(0, at::tensor(samples, at::kLong)).to(network_.device());
  return models::distillation_sum(logits, taught, labels, recipe_.distillation);
}

void NetworkTraining::put_into(TrainingState& state) const {
  state.parameters = parameters_.values().cpu();
  state.first_moment = optimiser_.first_moment().cpu();
  state.second_moment = optimiser_.second_moment().cpu();
  state.steps = optimiser_.steps();
  state.batch_parts = batch_parts_;
  state.buffers.clear();
  for (const auto& buffer : network_.named_buffers()) state.buffers.push_back(buffer.tensor.cpu());
}

void NetworkTraining::take_from(const TrainingState& state) {
  const auto& buffers = network_.named_buffers();
  bool fits =
      state.parameters.sizes() == parameters_.values().sizes() && state.buffers.size() == buffers.size();
  for (std::size_t i = 0; fits && i < buffers.size(); ++i) {
    fits = buffers[i].tensor.sizes() == state.buffers[i].sizes();
  }
  if (!fits) throw std::invalid_argument("this checkpoint belongs to another network");
  optimiser_.restore(state.first_moment, state.second_moment, state.steps);
  const at::NoGradGuard no_gradients;
  parameters_.values().copy_(state.parameters);
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    at::Tensor buffer = buffers[i].tensor;
    buffer.copy_(state.buffers[i]);
  }
}

}  // namespace workers
