#include "workers/recipe.hpp"

#include <cmath>

#include "sweep/random_key.hpp"

namespace workers {
namespace {

models::AdamOptions adam_options(const sweep::Settings& settings) {
  const double clip_value = settings.number("training.clip_value");
  return {.learning_rate = settings.number("training.learning_rate"),
          .beta1 = settings.number("training.beta1"),
          .beta2 = settings.number("training.beta2"),
          .epsilon = settings.number("training.epsilon"),
          .decay = settings.number("training.decay"),
          .clip_value = std::isinf(clip_value) ? 0 : clip_value,
          .epsilon_beside = settings.text("training.epsilon_beside") == "corrected-root"
                                ? models::EpsilonBeside::CORRECTED_ROOT
                                : models::EpsilonBeside::UNCORRECTED_ROOT};
}

models::Conventions conventions(const sweep::Settings& settings) {
  return {.padding = settings.text("model.padding") == "torch" ? models::SamePadding::TORCH
                                                               : models::SamePadding::KERAS,
          .initial_values = settings.text("model.initial_values") == "torch" ? models::InitialValues::TORCH
                                                                             : models::InitialValues::KERAS,
          .dense_variance = settings.text("model.dense_running_variance") == "sample"
                                ? models::RunningVariance::SAMPLE
                                : models::RunningVariance::POPULATION,
          .batch_norm_epsilon = settings.number("model.batch_norm_epsilon")};
}

models::DistillationOptions distillation_options(const sweep::Settings& settings) {
  return {.temperature = settings.number("distill.temperature"),
          .kd_weight = settings.number("distill.kd_weight"),
          .scaling = settings.text("distill.scale") == "none" ? models::TemperatureScaling::NONE
                                                              : models::TemperatureScaling::SQUARED};
}

models::Precision precision_of(const sweep::Settings& settings) {
  const std::string& name = settings.text("training.precision");
  if (name == "bfloat16") return models::Precision::BFLOAT16;
  return name == "tf32" ? models::Precision::TF32 : models::Precision::FLOAT32;
}

}  // namespace

Recipe::Recipe(const sweep::Settings& settings, std::uint64_t seed)
    : architecture(&models::find_architecture(settings.text("model.architecture"))),
      model{.dropout = settings.number("model.dropout"),
            .batch_norm_momentum = settings.number("model.batch_norm_momentum"),
            .hidden = settings.integer("model.hidden"),
            .conventions = conventions(settings),
            .pca = {.components = settings.integer("model.components"),
                    .ridge = settings.number("model.ridge"),
                    .features = settings.text("model.features") == "linear" ? models::Features::LINEAR
                                                                            : models::Features::QUADRATIC}},
      adam(adam_options(settings)),
      distillation(distillation_options(settings)),
      precision(precision_of(settings)),
      epochs(settings.integer("training.epochs")),
      batch(settings.integer("training.batch")),
      evaluate_every(settings.integer("run.evaluate_every")),
      patience(settings.integer("training.patience")),
      weights(settings.text("model.weights")),
      backbone_dropout(settings.number("model.backbone_dropout")) {
  const auto replicate = static_cast<std::uint64_t>(settings.integer("replicate"));
  initial_weights_key = sweep::random_key(seed, replicate, "initial weights");
  dropout_key = sweep::random_key(seed, replicate, "dropout");
  shuffle_key = sweep::random_key(seed, replicate, "shuffle");
  backbone_key = sweep::random_key(seed, 0, "backbone");
}

double Recipe::checks() const {
  return std::ceil(static_cast<double>(epochs) / static_cast<double>(evaluate_every));
}

Recipe Recipe::of_fold(std::size_t fold) const {
  Recipe other = *this;
  for (std::uint64_t* key : {&other.initial_weights_key, &other.dropout_key, &other.shuffle_key})
    *key += fold << 32U;
  return other;
}

}  // namespace workers
