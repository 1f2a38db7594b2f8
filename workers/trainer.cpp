#include "workers/trainer.hpp"

#include <torch/torch.h>

#include <chrono>
#include <cmath>

#include "models/network.hpp"
#include "models/pca_logistic.hpp"
#include "workers/comm/mpi_session.hpp"
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

/// The closed form is cheap beside what it would take to share it: every member fits the same model.
models::PcaLogistic fit_components(const Recipe& recipe, sim::Dataset& dataset) {
  const auto train = samples_in(dataset, sim::Split::TRAIN);
  models::PcaLogistic model(recipe.model.pca);
  model.fit(dataset.batch(train, at::kCPU), labels_of(train, dataset));
  return model;
}

}  // namespace

Trainer::Trainer(const sweep::Grid& grid, std::uint64_t seed, sweep::RecordStore& store, OpenDataset open)
    : grid_(grid), seed_(seed), store_(store), shelf_(std::move(open)) {}

sweep::TrialRecord Trainer::train(sweep::Row row, const RankTeam& team, const AfterEpoch& after_epoch) {
  const auto start = std::chrono::steady_clock::now();
  sweep::TrialRecord record;
  record.id = grid_[row].id;
  record.attempts = store_.attempts(row) + 1;
  record.host = comm::host_name();
  record.device = "cpu";
  record.first_rank = team.first_rank();
  record.team_size = static_cast<std::uint32_t>(team.size());
  record.start_time = seconds_since_1970();
  record.state = sweep::TrialState::COMPLETE;
  try {
    train_and_evaluate(record, row, team, after_epoch);
  } catch (const TrialFailure& failure) {
    record.state = sweep::TrialState::FAILED;
    record.message = failure.what();
  }
  record.metrics[sweep::Metric::WALL_SECONDS] =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return record;
}

void Trainer::train_and_evaluate(sweep::TrialRecord& record, sweep::Row row, const RankTeam& team,
                                 const AfterEpoch& after_epoch) {
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
                                                recipe.initial_weights_key);
    if (const auto teacher = grid_[row].teacher) {
      const auto logits = store_.read_predictions(*teacher).logits;
      teacher_logits = at::tensor(logits).view({dataset->size(), -1});
    }
  });
  train_by_gradient(*network, recipe, *dataset, teacher_logits, team, row, record, after_epoch);
  const auto classify = [&](const at::Tensor& batch) { return network->forward(batch, models::Pass{}); };
  evaluate(*dataset, classify, network->device(), team, record);
}

}  // namespace workers
