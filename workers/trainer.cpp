#include "workers/trainer.hpp"

#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <exception>
#include <iostream>
#include <limits>

#include "gpu/release_memory.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/device.hpp"
#include "workers/evaluation.hpp"
#include "workers/fit.hpp"
#include "workers/trial_failure.hpp"

namespace workers {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double keep_after_seconds(const sweep::Settings& settings) {
  return 60 * settings.number("run.checkpoint_after_minutes");
}

double seconds_since_1970() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// OpenBLAS takes its working memory at the first product and keeps it. Where there is none left by then it
/// asks for ever, and the rank hangs: so that is done before any trial takes memory.
void let_blas_take_its_memory() {
  const at::Tensor square = at::ones({64, 64});
  at::mm(square, square);
}

}  // namespace

Trainer::Trainer(const sweep::Grid& grid, std::uint64_t seed, sweep::RecordStore& store, OpenDataset open,
                 Checkpoints checkpoints, c10::Device device, NodeMemory memory)
    : grid_(grid),
      seed_(seed),
      store_(store),
      shelf_(std::move(open), std::move(memory)),
      features_(checkpoints.folder(), device),
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
  if (assignment.predicted_seconds > 0)
    record.metrics[sweep::Metric::PREDICTED_SECONDS] = assignment.predicted_seconds;
  try {
    try {
      train_and_evaluate(record, assignment, team, after_epoch);
    } catch (...) {
      team.fail(std::current_exception());
    }
    if (assignment.batch_parts > 1) {
      record.message +=
          (record.message.empty() ? "was out of memory: trained in " : "; was out of memory: trained in ") +
          std::to_string(assignment.batch_parts) +
          " parts per batch, each with BatchNorm statistics of its own";
    }
  } catch (const TrialFailure& failure) {
    record.state = sweep::TrialState::FAILED;
    record.message = failure.what();
    result.cause = failure.cause();
  }
  gpu::release_memory(device_);  // whoever shares the GPU may need it
  record.metrics[sweep::Metric::WALL_SECONDS] += seconds_since(start);
  return result;
}

TrialTraining Trainer::training() {
  return {.train = [this](const sweep::Assignment& assignment, const RankTeam& team,
                          const AfterEpoch& after_epoch) { return train(assignment, team, after_epoch); },
          .recorded = [this](sweep::Row row) { checkpoints_.remove(grid_[row].id); }};
}

TrainingState Trainer::start_of(const Trial& trial) const {
  TrainingState start;
  bool found = false;
  trial.team.together([&] {
    auto kept = checkpoints_.load(grid_[trial.assignment.row].id);
    // A state from other batches would lead to another result.
    found = kept && kept->batch_parts == trial.assignment.batch_parts;
    if (found) start = std::move(*kept);
  });
  // All of them or none: a member that can't read it sends all back to the beginning.
  if (trial.team.any(!found)) {
    start = {};
    start.start_time = trial.record.start_time;
  } else {
    // What was predicted is of what is left, or of other teams, and WALL_SECONDS are all that it took.
    trial.record.metrics[sweep::Metric::PREDICTED_SECONDS] = std::numeric_limits<double>::quiet_NaN();
  }
  trial.record.start_time = start.start_time;
  trial.record.metrics[sweep::Metric::WALL_SECONDS] = start.trained_seconds;
  return start;
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
  const sweep::Settings settings = grid_.settings(assignment.row);
  const Recipe recipe(settings, seed_);
  if (recipe.architecture->fitting == models::Fitting::NOTHING) return;
  at::set_num_threads(static_cast<int>(settings.integer("run.threads")));

  std::shared_ptr<sim::Dataset> dataset;
  team.together([&] { dataset = shelf_.take(settings); });
  if (const auto* parts = dataset->cross_validation(); parts != nullptr && !parts->dropped_because.empty()) {
    record.state = sweep::TrialState::PRUNED;
    record.message = parts->dropped_because;
    return;
  }
  const auto shape = dataset->sample_shape();
  record.metrics[sweep::Metric::DATA_REDUCTION] = dataset->data_reduction();
  record.metrics[sweep::Metric::PARAMETERS] = static_cast<double>(
      models::summarize(*recipe.architecture, recipe.model, {shape[0], shape[1], shape[2]}).parameters);

  const Trial trial{record, assignment, team, after_epoch};
  if (dataset->cross_validation() != nullptr) {
    cross_validate(recipe, *dataset, trial);
    return;
  }
  TrainingTask task{.recipe = recipe,
                    .dataset = *dataset,
                    .row = assignment.row,
                    .batch_parts = assignment.batch_parts,
                    .judge = [&](const Classify& classify, at::Device device) {
                      evaluate(*dataset, classify, device, team, record);
                    }};
  if (recipe.architecture->fitting == models::Fitting::GRADIENT) {
    team.together([&] {
      if (const auto teacher = grid_[assignment.row].teacher)
        task.teacher_logits = logits_of(*teacher, dataset->size());
    });
    task.start = start_of(trial);
    task.keep = [this, id = record.id](const TrainingState& state) { keep(id, state); };
    task.keep_after_seconds = keep_after_seconds(settings);
  }
  fit(task, nullptr, device_, team, record, after_epoch);
}

const at::Tensor& Trainer::logits_of(sweep::Row row, std::int64_t samples) {
  if (last_teacher_ != row) {
    last_teacher_.reset();  // reading may fail
    last_logits_ = at::tensor(store_.read_predictions(row).logits).view({samples, -1});
    last_teacher_ = row;
  }
  return last_logits_;
}

void Trainer::cross_validate(const Recipe& recipe, const sim::Dataset& dataset, const Trial& trial) {
  const sim::CrossValidation& parts = *dataset.cross_validation();
  const auto begin = std::chrono::steady_clock::now();
  TrainingState state = start_of(trial);
  const double seconds_before = state.trained_seconds;
  FoldTally tally(parts, std::move(state.fitted));
  for (std::size_t i = tally.fitted().size(); i < parts.folds.size(); ++i) {
    fit_fold(i, state, recipe, dataset, tally, trial);
    if (trial.record.state == sweep::TrialState::PRUNED) return;
    state = {};
    state.start_time = trial.record.start_time;
    state.trained_seconds = seconds_before + seconds_since(begin);
  }
  tally.put_into(trial.record);
  if (recipe.architecture->backbone && recipe.weights == "none")
    trial.record.message = "randomly initialised backbone";
  if (!parts.caveat.empty())
    trial.record.message += std::string(trial.record.message.empty() ? "" : "; ") + parts.caveat;
}

void Trainer::fit_fold(std::size_t i, const TrainingState& state, const Recipe& recipe,
                       const sim::Dataset& dataset, FoldTally& tally, const Trial& trial) {
  bool kept = false;
  const auto keep_with_folds = [&](TrainingState now) {
    now.fitted = tally.fitted();
    now.batch_parts = trial.assignment.batch_parts;
    keep(trial.record.id, now);
    kept = true;
  };
  const Recipe of_fold = recipe.of_fold(i);
  const auto& folds = dataset.cross_validation()->folds;
  try {
    const SeenFold seen = features_.seen(of_fold, dataset, folds[i], trial.team);
    const TrainingTask task{.recipe = of_fold,
                            .dataset = *seen.fold,
                            .row = trial.assignment.row,
                            .batch_parts = trial.assignment.batch_parts,
                            .epochs_before = static_cast<std::int64_t>(i) * recipe.epochs,
                            .start = state,
                            .keep = keep_with_folds,
                            .keep_after_seconds = keep_after_seconds(grid_.settings(trial.assignment.row)) /
                                                  static_cast<double>(folds.size()),
                            .judge = [&](const Classify& classify, at::Device device) {
                              tally.add(*seen.fold, classify, device, trial.team);
                            }};
    fit(task, seen.backbone, device_, trial.team, trial.record, trial.after_epoch);
  } catch (const Interrupted&) {
    // Before it has begun to train: the folds before must not be lost.
    if (i > 0 && !kept && trial.team.is_first()) keep_with_folds(state);
    throw;
  }
  tally.add_curves(trial.record);
}

}  // namespace workers
