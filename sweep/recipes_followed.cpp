#include "sweep/recipes_followed.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "sweep/recipes.hpp"
#include "sweep/setting_key.hpp"

namespace sweep {
namespace {

/// The levels that trials of one recipe have, by setting, each once and in their order.
using Seen = std::map<std::string_view, std::vector<Level>>;

std::string line_of(const NamedRecipe& recipe, const Seen& seen) {
  constexpr std::size_t kMostLevels = 4;  // named of a setting that varies
  std::string others;
  for (const auto& [key, own] : recipe.levels) {
    const auto found = seen.find(key);
    if (found == seen.end() || found->second == std::vector{own}) continue;
    const std::vector<Level>& levels = found->second;
    std::string list;
    for (std::size_t i = 0; i < std::min(levels.size(), kMostLevels); ++i)
      list += (i ? " or " : "") + levels[i].text();
    if (levels.size() > kMostLevels) list += " or …";
    others += (others.empty() ? ", but " : ", ") + std::string(key) + " " + list + " (" + own.text() + ")";
  }
  return "recipe " + std::string(recipe.name) + others;
}

}  // namespace

std::vector<std::string> recipes_followed(const Grid& grid) {
  std::set<std::string> keys = {"recipe", "model.architecture"};
  for (const NamedRecipe& recipe : recipes()) {
    for (const auto& [key, level] : recipe.levels) keys.insert(std::string(key));
  }
  std::map<std::string, Seen> seen;  // by recipe
  for (const Row row : grid.distinct(keys)) {
    const Settings settings = grid.settings(row);
    Seen& of_recipe = seen[settings.text("recipe")];
    for (const auto& [name, own] : find_recipe(settings.text("recipe")).levels) {
      const std::string key(name);
      if (!find_setting_key(key, "recipe").concerns(settings.task(), settings.text("model.architecture")))
        continue;
      std::vector<Level>& levels = of_recipe[name];
      if (std::find(levels.begin(), levels.end(), settings[key]) == levels.end())
        levels.push_back(settings[key]);
    }
  }
  std::vector<std::string> lines;
  for (const auto& [recipe, levels] : seen) lines.push_back(line_of(find_recipe(recipe), levels));
  return lines;
}

}  // namespace sweep
