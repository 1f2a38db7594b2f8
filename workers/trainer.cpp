#include "workers/trainer.hpp"

#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <exception>
#include <iostream>

#include "gpu/release_memory.hpp"
#include "models/network.hpp"
#include "models/pca_logistic.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/device.hpp"
#include "workers/evaluation.hpp"
#include "workers/gradient_training.hpp"
#include "workers/trial_failure.hpp"

namespace workers {
namespace {

double seconds_since_1970() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

models::InputShape input_of(const sim::Dataset& dataset) {
  const auto shape = dataset.sample_shape();
  return {shape[0], shape[1], shape[2]};
}

/// OpenBLAS takes its working memory at the first product and keeps it. Where there is none left by then it
/// asks for ever, and the rank hangs: so that is done before any trial takes memory.
void let_blas_take_its_memory() {
  const at::Tensor square = at::ones({64, 64});
  at::mm(square, square);
}

/// The closed form is cheap beside what it would take to share it: every member fits the same model.
models::PcaLogistic fit_components(const Recipe& recipe, sim::Dataset& dataset) {
  const auto train = samples_in(dataset, sim::Split::TRAIN);
  models::PcaLogistic model(recipe.model.pca);
  model.fit(dataset.batch(train, at::kCPU), labels_of(train, dataset));
  return model;
}

}  // namespace

Trainer::Trainer(const sweep::Grid& grid, std::uint64_t seed, sweep::RecordStore& store, OpenDataset open,
                 Checkpoints checkpoints, c10::Device device)
    : grid_(grid),
      seed_(seed),
      store_(store),
      shelf_(std::move(open)),
      checkpoints_(std::move(checkpoints)),
      device_(device) {
  let_blas_take_its_memory();
}

TrialResult Trainer::train(const sweep::Assignment& assignment, const RankTeam& team,
                           const AfterEpoch& after_epoch) {
  const sweep::Row row = assignment.row;
  const auto start = std::chrono::steady_clock::now();
  TrialResult result;
  sweep::TrialRecord& record = result.record;
  record.id = grid_[row].id;
  record.attempts = store_.attempts(row) + 1;
  record.host = comm::host_name();
  record.device = device_name(device_);
  record.first_rank = team.first_rank();
  record.team_size = static_cast<std::uint32_t>(team.size());
  record.start_time = seconds_since_1970();
  record.state = sweep::TrialState::COMPLETE;
  record.metrics[sweep::Metric::WALL_SECONDS] = 0;
  try {
    try {
      train_and_evaluate(record, assignment, team, after_epoch);
    } catch (...) {
      team.fail(std::current_exception());
    }
    if (assignment.batch_parts > 1) {
      record.message = "was out of memory: trained in " + std::to_string(assignment.batch_parts) +
                       " parts per batch, each with BatchNorm statistics of its own";
    }
  } catch (const TrialFailure& failure) {
    record.state = sweep::TrialState::FAILED;
    record.message = failure.what();
    result.cause = failure.cause();
  }
  gpu::release_memory(device_);  // whoever shares the GPU may need it
  record.metrics[sweep::Metric::WALL_SECONDS] +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

TrialTraining Trainer::training() {
  return {.train = [this](const sweep::Assignment& assignment, const RankTeam& team,
                          const AfterEpoch& after_epoch) { return train(assignment, team, after_epoch); },
          .recorded = [this](sweep::Row row) { checkpoints_.remove(grid_[row].id); }};
}

TrainingState Trainer::start_of(const sweep::Assignment& assignment, const RankTeam& team) const {
  TrainingState start;
  bool found = false;
  team.together([&] {
    auto kept = checkpoints_.load(grid_[assignment.row].id);
    // A state from other batches would lead to another result.
    found = kept && kept->batch_parts == assignment.batch_parts;
    if (found) start = std::move(*kept);
  });
  // All of them or none: a member that can't read it sends all back to the beginning.
  return team.any(!found) ? TrainingState{} : start;
}

void Trainer::keep(sweep::TrialId trial, const TrainingState& state) const {
  try {
    checkpoints_.save(trial, state);
  } catch (const std::exception& error) {
    // The trial itself is well: it would only have to begin anew.
    std::cerr << "gridsweep: no checkpoint of trial " << trial.hex() << ": " << error.what() << std::endl;
  }
}

void Trainer::train_and_evaluate(sweep::TrialRecord& record, const sweep::Assignment& assignment,
                                 const RankTeam& team, const AfterEpoch& after_epoch) {
  const sweep::Row row = assignment.row;
  const sweep::Settings settings = grid_.settings(row);
  const Recipe recipe(settings, seed_);
  if (recipe.architecture->fitting == models::Fitting::NOTHING) return;
  at::set_num_threads(static_cast<int>(settings.integer("run.threads")));

  std::shared_ptr<sim::Dataset> dataset;
  models::InputShape input;
  team.together([&] {
    dataset = shelf_.take(settings);
    input = input_of(*dataset);
  });
  record.metrics[sweep::Metric::DATA_REDUCTION] = dataset->data_reduction();
  record.metrics[sweep::Metric::PARAMETERS] =
      static_cast<double>(models::summarize(*recipe.architecture, recipe.model, input).parameters);

  if (recipe.architecture->fitting == models::Fitting::CLOSED_FORM) {
    models::PcaLogistic model;
    team.together([&] { model = fit_components(recipe, *dataset); });
    record.metrics[sweep::Metric::EPOCHS] = 0;
    evaluate(
        *dataset, [&](const at::Tensor& batch) { return model.logits(batch); }, at::kCPU, team, record);
    return;
  }

  std::unique_ptr<models::Network> network;
  at::Tensor teacher_logits;
  team.together([&] {
    network = std::make_unique<models::Network>(recipe.architecture->blueprint(recipe.model), input,
                                                recipe.initial_weights_key, device_);
    if (const auto teacher = grid_[row].teacher) {
      const auto logits = store_.read_predictions(*teacher).logits;
      teacher_logits = at::tensor(logits).view({dataset->size(), -1});
    }
  });
  TrainingTask task{.recipe = recipe,
                    .dataset = *dataset,
                    .teacher_logits = teacher_logits,
                    .row = row,
                    .batch_parts = assignment.batch_parts,
                    .start = start_of(assignment, team),
                    .keep = [&](const TrainingState& state) { keep(record.id, state); },
                    .keep_after_seconds = 60 * settings.number("run.checkpoint_after_minutes")};
  if (task.start.parameters.defined()) {
    record.start_time = task.start.start_time;
    record.metrics[sweep::Metric::WALL_SECONDS] = task.start.trained_seconds;
  }
  task.start.start_time = record.start_time;
  train_by_gradient(*network, task, team, record, after_epoch);
}

}  // namespace workers
