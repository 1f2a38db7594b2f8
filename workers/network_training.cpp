#include "workers/network_training.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "gpu/upload.hpp"
#include "models/losses.hpp"
#include "workers/trial_failure.hpp"

namespace workers {
namespace {

/// What every step adds up over the team beside the gradients.
enum Extra : std::int64_t { LOSS, HITS, EXTRAS };

/// The global batch that begins at sample `first` of the order.
std::span<const std::int64_t> batch_at(const std::vector<std::int64_t>& order, std::int64_t first,
                                       std::int64_t rows) {
  const auto begin = static_cast<std::size_t>(first);
  return std::span(order).subspan(begin, std::min(static_cast<std::size_t>(rows), order.size() - begin));
}

}  // namespace

NetworkTraining::NetworkTraining(models::Network& network, const Recipe& recipe, const sim::Dataset& dataset,
                                 const at::Tensor& teacher_logits, const RankTeam& team,
                                 std::int64_t batch_parts)
    : network_(network),
      recipe_(recipe),
      dataset_(dataset),
      team_(team),
      batch_parts_(batch_parts),
      labels_(at::tensor(at::ArrayRef<std::uint8_t>(dataset.labels())).to(network.device(), at::kLong)),
      parameters_(network.parameters(), EXTRAS),
      optimiser_(parameters_.values(), parameters_.gradients(), recipe.adam),
      buckets_(network, parameters_),
      epoch_sums_(at::zeros({EXTRAS}, parameters_.values().options().dtype(at::kDouble))),
      steps_done_{Milestone(network.device()), Milestone(network.device())} {
  if (teacher_logits.defined()) teacher_logits_ = teacher_logits.to(network.device());
  if (team_.size() > 1) team_sum_ = [this](at::Tensor& values) { team_sum(values); };
}

NetworkTraining::Part NetworkTraining::part_of(std::int64_t rows, std::int64_t part) const {
  const std::int64_t parts = parts_of(rows);
  return {rows * part / parts, rows * (part + 1) / parts};
}

std::span<const std::int64_t> NetworkTraining::mine(std::span<const std::int64_t> batch, Part part) const {
  const auto share = team_.share_of(part.last - part.first);
  return batch.subspan(static_cast<std::size_t>(part.first + share.first),
                       static_cast<std::size_t>(share.last - share.first));
}

BatchesAhead NetworkTraining::pictures_of(const std::vector<std::int64_t>& order,
                                          std::int64_t first_sample) const {
  const auto count = static_cast<std::int64_t>(order.size());
  std::vector<BatchesAhead::Samples> pieces;
  for (std::int64_t first = first_sample; first < count; first += recipe_.batch) {
    const auto batch = batch_at(order, first, recipe_.batch);
    const auto rows = static_cast<std::int64_t>(batch.size());
    for (std::int64_t part = 0; part < parts_of(rows); ++part)
      pieces.push_back(mine(batch, part_of(rows, part)));
  }
  return {dataset_, std::move(pieces), network_.device()};
}

void NetworkTraining::finish_epoch(const std::vector<std::int64_t>& order, TrainingState& state) {
  epoch_sums_.copy_(at::tensor({state.loss_sum, state.hit_sum}, at::kDouble));
  BatchesAhead pictures = pictures_of(order, state.samples_seen);
  const auto count = static_cast<std::int64_t>(order.size());
  while (state.samples_seen < count) {
    team_.meet();
    const auto batch = batch_at(order, state.samples_seen, recipe_.batch);
    // A step may be queued while the one before it is worked on, but no more: each holds its batch in memory.
    Milestone& done = steps_done_[static_cast<std::size_t>(optimiser_.steps() % 2)];
    team_.wait(done);
    step(batch, pictures);
    done.set();
    state.samples_seen += static_cast<std::int64_t>(batch.size());
    // Asking a GPU would mean waiting for it.
    if (network_.device().is_cpu() || state.samples_seen == count) read_sums(state);
    if (!std::isfinite(state.loss_sum)) {
      throw TrialFailure("the training loss is not finite after step " + std::to_string(optimiser_.steps()) +
                         ": lower training.learning_rate");
    }
  }
}

void NetworkTraining::read_sums(TrainingState& state) const {
  Milestone now(network_.device());
  now.set();
  team_.wait(now);
  const at::Tensor sums = epoch_sums_.cpu();
  state.loss_sum = sums[LOSS].item<double>();
  state.hit_sum = sums[HITS].item<double>();
}

void NetworkTraining::step(std::span<const std::int64_t> batch, BatchesAhead& pictures) {
  const auto rows = static_cast<std::int64_t>(batch.size());
  parameters_.zero_grad();
  for (std::int64_t part = 0; part < parts_of(rows); ++part) {
    add_gradients(batch, part_of(rows, part), pictures.next(),
                  part + 1 < parts_of(rows) ? Gradients::INCOMPLETE : Gradients::COMPLETE);
  }
  if (const at::Tensor rest = buckets_.rest(); rest.defined()) team_.start(rest);
  team_.finish();
  optimiser_.step(1.0 / static_cast<double>(rows));
  epoch_sums_ += parameters_.extras();
  if (after_step_) after_step_(parameters_.extras()[LOSS].item<double>() / static_cast<double>(rows));
}

void NetworkTraining::add_gradients(std::span<const std::int64_t> batch, Part part, const at::Tensor& x,
                                    Gradients after) {
  const models::Pass pass{.mode = models::Mode::TRAIN,
                          .precision = recipe_.precision,
                          .dropout_key = recipe_.dropout_key,
                          .step = static_cast<std::uint64_t>(optimiser_.steps()),
                          .first_row = part.first + team_.share_of(part.last - part.first).first,
                          .global_rows = part.last - part.first,
                          .team_sum = &team_sum_};
  const at::Tensor logits = network_.forward(x, pass);
  const at::Tensor samples = gpu::upload(mine(batch, part), network_.device());
  const at::Tensor labels = labels_.index_select(0, samples);
  const at::Tensor loss = loss_sum(logits, samples, labels);
  {
    const at::NoGradGuard no_gradients;
    parameters_.extras()[LOSS] += loss.detach();
    parameters_.extras()[HITS] += logits.argmax(1).eq(labels).sum();
  }
  buckets_.begin();
  buckets_leave_early_ = after == Gradients::COMPLETE && team_.overlaps();
  loss.backward();
  buckets_leave_early_ = false;
}

void NetworkTraining::team_sum(at::Tensor& values) {
  if (buckets_leave_early_) {
    if (const at::Tensor bucket = buckets_.at_next_norm(); bucket.defined()) team_.start(bucket);
  }
  team_.sum(values);
}

at::Tensor NetworkTraining::loss_sum(const at::Tensor& logits, const at::Tensor& samples,
                                     const at::Tensor& labels) const {
  if (recipe_.architecture->supervision == models::Supervision::LABELS)
    return models::cross_entropy_sum(logits, labels);
  return models::distillation_sum(logits, teacher_logits_.index_select(0, samples), labels,
                                  recipe_.distillation);
}

void NetworkTraining::put_into(TrainingState& state) const {
  if (state.samples_seen > 0) read_sums(state);
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
