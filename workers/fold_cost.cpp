#include "workers/fold_cost.hpp"

#include <algorithm>

#include "workers/batch_memory.hpp"
#include "workers/operations.hpp"

namespace workers {
namespace {

double count(const sim::Dataset& fold, sim::Split split) {
  return static_cast<double>(std::count(fold.splits().begin(), fold.splits().end(), split));
}

}  // namespace

sweep::TrialCost fold_cost(const Recipe& recipe, const sim::Dataset& dataset) {
  const auto shape = dataset.sample_shape();
  const models::InputShape picture{shape[0], shape[1], shape[2]};
  const models::Summary whole = models::summarize(*recipe.architecture, recipe.model, picture);
  const bool from_features = recipe.architecture->backbone && recipe.backbone_dropout == 0;
  const models::Summary trained =
      from_features ? models::summarize(recipe.architecture->blueprint(recipe.model),
                                        models::feature_shape(*recipe.architecture->backbone))
                    : whole;
  const sim::CrossValidation& parts = *dataset.cross_validation();
  sweep::TrialCost cost;
  cost.parameters = whole.parameters;
  cost.samples = static_cast<std::int64_t>(parts.row_names.size());
  cost.fits = static_cast<std::int64_t>(parts.folds.size());
  // Also where these wells are too few: those of another replicate may do.
  if (recipe.architecture->fitting == models::Fitting::GRADIENT) cost.epochs = recipe.epochs;
  const auto numbers = static_cast<double>(models::values_in(picture));
  const auto forward = static_cast<double>(trained.forward_operations);
  const auto epochs = static_cast<double>(cost.epochs);
  for (const auto& fold : parts.folds) {
    const double train = count(*fold, sim::Split::TRAIN);
    const double validation = count(*fold, sim::Split::VALIDATION);
    const auto samples = static_cast<double>(fold->size());
    const double steps = train / static_cast<double>(recipe.batch);
    cost.operations += epochs * ((kForwardAndBackward * train + validation) * forward +
                                 steps * static_cast<double>(trained.trainable) * kUpdateOperations) +
                       samples * forward;
    if (recipe.architecture->fitting == models::Fitting::CLOSED_FORM)
      cost.operations += 2 * train * train * numbers;
    if (recipe.architecture->fitting == models::Fitting::NEIGHBOUR)
      cost.operations += 2 * kMirroredDistances * train * samples * numbers;
  }
  cost.memory_bytes =
      static_cast<double>(dataset.size()) * numbers * sizeof(float) +
      4 * static_cast<double>(trained.trainable) * sizeof(float) +
      (from_features ? 1 : 2) * static_cast<double>(whole.parameters - trained.trainable) * sizeof(float) +
      batch_memory_bytes(recipe.batch, static_cast<double>(trained.activation_bytes),
                         numbers * sizeof(float));
  return cost;
}

}  // namespace workers
