#include "workers/fold_cost.hpp"

#include <algorithm>

#include "workers/batch_memory.hpp"
#include "workers/fit_cost.hpp"

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
  for (const auto& fold : parts.folds) {
    const double validation = count(*fold, sim::Split::VALIDATION);
    SamplesSeen seen{.train = count(*fold, sim::Split::TRAIN),
                     .checked = validation > 0 ? validation : count(*fold, sim::Split::TEST),
                     .judged = static_cast<double>(fold->size()) - validation,
                     .checks = validation > 0 ? static_cast<double>(cost.epochs) : recipe.checks(),
                     .numbers = numbers};
    switch (recipe.architecture->fitting) {
      case models::Fitting::NOTHING:
        break;
      case models::Fitting::CLOSED_FORM:
        add_closed_form_fit(cost, whole, recipe, seen);
        break;
      case models::Fitting::NEIGHBOUR:
        add_neighbour_fit(cost, seen);
        break;
      case models::Fitting::GRADIENT:
        if (from_features)
          seen.numbers =
              static_cast<double>(models::values_in(models::feature_shape(*recipe.architecture->backbone)));
        add_gradient_fit(cost, trained, recipe, seen);
    }
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
