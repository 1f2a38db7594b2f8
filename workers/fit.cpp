#include "workers/fit.hpp"

#include <torch/torch.h>

#include "models/nearest_neighbour.hpp"
#include "models/pca_logistic.hpp"

namespace workers {
namespace {

/// Closed forms are cheap beside what it would take to share them: every member fits the same model, on the
/// CPU.
template <class Model>
void fit_at_once(Model model, const TrainingTask& task, const RankTeam& team, sweep::TrialRecord& record) {
  team.together([&] {
    const auto train = samples_in(task.dataset, sim::Split::TRAIN);
    model.fit(task.dataset.batch(train, at::kCPU), labels_of(train, task.dataset));
  });
  record.metrics[sweep::Metric::EPOCHS] = 0;
  task.judge([&](const at::Tensor& batch) { return model.logits(batch); }, at::kCPU);
}

models::InputShape input_of(const Recipe& recipe, const sim::Dataset& dataset) {
  if (recipe.architecture->backbone) return models::feature_shape(*recipe.architecture->backbone);
  const auto shape = dataset.sample_shape();
  return {shape[0], shape[1], shape[2]};
}

}  // namespace

void fit(const TrainingTask& task, const std::shared_ptr<const models::VisionTransformer>& backbone,
         at::Device device, const RankTeam& team, sweep::TrialRecord& record, const AfterEpoch& after_epoch) {
  const Recipe& recipe = task.recipe;
  switch (recipe.architecture->fitting) {
    case models::Fitting::NOTHING:
      return;
    case models::Fitting::CLOSED_FORM:
      return fit_at_once(models::PcaLogistic(recipe.model.pca), task, team, record);
    case models::Fitting::NEIGHBOUR:
      return fit_at_once(models::NearestNeighbour(), task, team, record);
    case models::Fitting::GRADIENT:
      break;
  }
  std::unique_ptr<models::Network> network;
  team.together([&] {
    network =
        std::make_unique<models::Network>(recipe.architecture->blueprint(recipe.model),
                                          input_of(recipe, task.dataset), recipe.initial_weights_key, device);
    if (backbone) network->stand_on(backbone, recipe.backbone_dropout);
  });
  train_by_gradient(*network, task, team, record, after_epoch);
}

}  // namespace workers
