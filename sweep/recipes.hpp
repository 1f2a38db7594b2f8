#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sweep/level.hpp"
#include "sweep/task.hpp"

namespace sweep {

/// A way to train under one name: levels of every setting that training depends on, also where they equal the
/// defaults, so that a changed default does not change the recipe. A value.
struct NamedRecipe {
  std::string_view name;
  Task task;
  std::vector<std::pair<std::string_view, Level>> levels;
};

/// Those that the setting `recipe` can choose.
const std::vector<NamedRecipe>& recipes();

/// `name` is a level of the setting `recipe`.
const NamedRecipe& find_recipe(const std::string& name);

}  // namespace sweep
