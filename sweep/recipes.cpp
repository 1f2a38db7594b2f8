#include "sweep/recipes.hpp"

#include <limits>
#include <stdexcept>

namespace sweep {
const std::vector<NamedRecipe>& recipes() {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  static const std::vector<NamedRecipe> all = {
      // What the report did, and the choices for what it leaves open (dropout, T, weight, scale): Keras.
      {"report-2023",
       Task::SPECTRA,
       {{"model.dropout", 0.5},
        {"model.padding", "keras"},
        {"model.initial_values", "keras"},
        {"model.batch_norm_epsilon", 1e-3},
        {"model.batch_norm_momentum", 0.99},
        {"model.dense_running_variance", "population"},
        {"distill.temperature", 3},
        {"distill.kd_weight", 0.9},
        {"distill.scale", "temperature-squared"},
        {"training.epochs", 100},
        {"training.batch", 32},
        {"training.learning_rate", 1e-6},
        {"training.decay", 1e-5},
        {"training.beta1", 0.9},
        {"training.beta2", 0.999},
        {"training.epsilon", 1e-7},
        {"training.epsilon_beside", "uncorrected-root"},
        {"training.clip_value", 0.5},
        {"training.precision", "float32"}}},
      // The same networks as someone would train them in torch who names nothing; what torch leaves to
      // everybody
      // (epochs, batch, distillation) is the report's.
      {"torch-defaults",
       Task::SPECTRA,
       {{"model.dropout", 0.5},
        {"model.padding", "torch"},
        {"model.initial_values", "torch"},
        {"model.batch_norm_epsilon", 1e-5},
        {"model.batch_norm_momentum", 0.9},
        {"model.dense_running_variance", "sample"},
        {"distill.temperature", 3},
        {"distill.kd_weight", 0.9},
        {"distill.scale", "temperature-squared"},
        {"training.epochs", 100},
        {"training.batch", 32},
        {"training.learning_rate", 1e-3},
        {"training.decay", 0},
        {"training.beta1", 0.9},
        {"training.beta2", 0.999},
        {"training.epsilon", 1e-8},
        {"training.epsilon_beside", "corrected-root"},
        {"training.clip_value", kNever},
        {"training.precision", "float32"}}},
      // What the slides say of the cytokine study (Keras' Adam, early stopping), and the choices for what
      // they leave
      // open (epochs, batch, patience, validation wells). Their frozen backbone went on dropping out: see
      // model.backbone_dropout.
      {"slides-2023",
       Task::WELLS,
       {{"model.dropout", 0.5},
        {"model.initial_values", "keras"},
        {"model.backbone_dropout", 0},
        {"training.epochs", 100},
        {"training.batch", 32},
        {"training.learning_rate", 1e-3},
        {"training.decay", 0},
        {"training.beta1", 0.9},
        {"training.beta2", 0.999},
        {"training.epsilon", 1e-7},
        {"training.epsilon_beside", "uncorrected-root"},
        {"training.clip_value", kNever},
        {"training.patience", 10},
        {"training.validation_fraction", 0.2},
        {"training.precision", "float32"}}},
  };
  return all;
}

const NamedRecipe& find_recipe(const std::string& name) {
  for (const NamedRecipe& recipe : recipes()) {
    if (recipe.name == name) return recipe;
  }
  throw std::invalid_argument("there is no recipe '" + name + "'");
}

}  // namespace sweep
