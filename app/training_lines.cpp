#include "app/training_lines.hpp"

#include <iostream>
#include <set>
#include <string>

#include "sweep/recipes_followed.hpp"
#include "workers/recipe.hpp"

namespace app {
namespace {

/// The formulas of a grid's distilled trials, each once.
std::set<std::string> distillation_formulas(const sweep::Grid& grid) {
  std::set<std::string> formulas;
  const std::set<std::string> keys = {"model.architecture", "recipe", "distill.temperature",
                                      "distill.kd_weight", "distill.scale"};
  for (const sweep::Row row : grid.distinct(keys)) {
    const workers::Recipe recipe(grid.settings(row), 0);
    if (recipe.architecture->supervision == ::models::Supervision::TEACHER_LOGITS)
      formulas.insert(formula(recipe.distillation));
  }
  return formulas;
}

}  // namespace

void print_training(const sweep::Grid& grid) {
  for (const std::string& line : sweep::recipes_followed(grid)) std::cout << line << '\n';
  for (const std::string& formula : distillation_formulas(grid))
    std::cout << "distillation: loss = " << formula << ", mean over the batch\n";
  std::cout << std::flush;
}

}  // namespace app
