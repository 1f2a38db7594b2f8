#include "sweep/recipes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "input_error_text.hpp"
#include "sweep/grid.hpp"
#include "sweep/recipes_followed.hpp"
#include "sweep/setting_key.hpp"

namespace sweep {
namespace {

Study study_of(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return Study::parse(text, "study.yaml", overrides);
}

std::vector<std::string> lines_of(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return recipes_followed(Grid(study_of(text, overrides)));
}

// What the report says, copied from it by hand: no default has a say here.
TEST(Recipes, Report2023IsTheReports) {
  const std::map<std::string, std::string> report = {{"model.dropout", "0.5"},
                                                     {"model.padding", "keras"},
                                                     {"model.initial_values", "keras"},
                                                     {"model.batch_norm_epsilon", "0.001"},
                                                     {"model.batch_norm_momentum", "0.99"},
                                                     {"model.dense_running_variance", "population"},
                                                     {"distill.temperature", "3"},
                                                     {"distill.kd_weight", "0.9"},
                                                     {"distill.scale", "temperature-squared"},
                                                     {"training.epochs", "100"},
                                                     {"training.batch", "32"},
                                                     {"training.learning_rate", "1e-06"},
                                                     {"training.decay", "1e-05"},
                                                     {"training.beta1", "0.9"},
                                                     {"training.beta2", "0.999"},
                                                     {"training.epsilon", "1e-07"},
                                                     {"training.epsilon_beside", "uncorrected-root"},
                                                     {"training.clip_value", "0.5"},
                                                     {"training.precision", "float32"}};
  std::map<std::string, std::string> levels;
  for (const auto& [key, level] : find_recipe("report-2023").levels)
    levels.emplace(std::string(key), level.text());
  EXPECT_EQ(levels, report);
  const Settings settings = study_of("name: x\n").settings;
  for (const auto& [key, level] : report) EXPECT_EQ(settings[key].text(), level) << key;
  EXPECT_EQ(settings.text("recipe"), "report-2023") << "also where nothing is said";
}

// A setting that training depends on belongs into every recipe; one that only says what is trained, into
// none.
TEST(Recipes, EachSaysAllThatTrainingDependsOn) {
  const std::set<std::string_view> others = {
      "model.architecture",       "model.hidden", "model.components", "model.ridge", "model.features",
      "distill.teacher_sampling", "model.weights"};
  for (const NamedRecipe& recipe : recipes()) {
    std::set<std::string_view> expected;
    for (const SettingKey& key : setting_keys()) {
      const bool training = key.name.starts_with("model.") || key.name.starts_with("distill.") ||
                            key.name.starts_with("training.");
      if (training && key.is_of(recipe.task) && !others.contains(key.name)) expected.insert(key.name);
    }
    std::set<std::string_view> keys;
    for (const auto& [key, level] : recipe.levels) {
      keys.insert(key);
      EXPECT_NO_THROW(find_setting_key(std::string(key), "recipe").check(level, "recipe")) << key;
    }
    EXPECT_EQ(keys, expected) << recipe.name;
    EXPECT_EQ(keys.size(), recipe.levels.size()) << recipe.name << " says something twice";
  }
}

TEST(Recipes, AreTheChoicesOfTheSetting) {
  std::vector<std::string_view> names;
  for (const NamedRecipe& recipe : recipes()) names.push_back(recipe.name);
  EXPECT_EQ(find_setting_key("recipe", "").choices, names);
  EXPECT_TRUE(contains(input_error_text([] { study_of("settings:\n  recipe: report-2032\n"); }),
                       "did you mean 'report-2023'"));
}

TEST(Recipes, WhatAStudySaysItselfWinsWhereverItStands) {
  const std::string torch = "settings:\n  training.decay: 0.25\n  recipe: torch-defaults\n";
  const Settings settings = study_of(torch, {"training.clip_value=2"}).settings;
  EXPECT_EQ(settings.number("training.decay"), 0.25);
  EXPECT_EQ(settings.number("training.clip_value"), 2);
  EXPECT_EQ(settings.text("model.padding"), "torch");
  EXPECT_EQ(settings.number("training.learning_rate"), 1e-3);
  EXPECT_EQ(study_of(torch, {"recipe=report-2023"}).settings.text("model.padding"), "keras");
  const Grid grid(study_of(torch + "factors:\n  model.padding: [keras, torch]\n"));
  EXPECT_EQ(grid.settings(Row{0}).text("model.padding"), "keras");
  EXPECT_EQ(grid.settings(Row{0}).number("training.learning_rate"), 1e-3);
}

TEST(Recipes, ARecipeMayBeAFactor) {
  const Grid grid(study_of("settings:\n  training.epochs: 7\n",
                           {"recipe=report-2023,torch-defaults", "model.architecture=distilled"}));
  ASSERT_EQ(grid.size(), 4u) << "each with a teacher of its own recipe";
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const Settings settings = grid.settings(Row{i});
    const bool torch = settings.text("recipe") == "torch-defaults";
    EXPECT_EQ(settings.number("model.batch_norm_epsilon"), torch ? 1e-5 : 1e-3);
    EXPECT_EQ(settings.number("training.epochs"), 7);
    if (grid[Row{i}].teacher) {
      EXPECT_EQ(grid.settings(*grid[Row{i}].teacher).text("recipe"), settings.text("recipe"));
    }
  }
}

// The levels decide who a trial is, not the name they came under.
TEST(Recipes, ARecipeIsTheSameTrialsAsItsLevels) {
  std::string spelled_out = "settings:\n";
  for (const auto& [key, level] : find_recipe("torch-defaults").levels)
    spelled_out += "  " + std::string(key) + ": " + level.text() + "\n";
  const Grid by_name(study_of("settings:\n  recipe: torch-defaults\n"));
  EXPECT_EQ(by_name[Row{0}].id, Grid(study_of(spelled_out))[Row{0}].id);
  EXPECT_NE(by_name[Row{0}].id, Grid(study_of("name: x\n"))[Row{0}].id);

  const std::string both = "factors:\n  recipe: [report-2023, torch-defaults]\n";
  EXPECT_TRUE(contains(input_error_text([&] { Grid(study_of(spelled_out + both)); }),
                       "factor recipe is always 'report-2023': its other levels make no difference"));
}

TEST(Recipes, WhatDepartsFromTheRecipeIsSaidInOneLine) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(lines_of("name: x\n"), Lines{"recipe report-2023"});
  EXPECT_EQ(
      lines_of("settings:\n  training.learning_rate: 0.001\n  training.epochs: 1\n  training.batch: 32\n"),
      Lines{"recipe report-2023, but training.epochs 1 (100), training.learning_rate 0.001 (1e-06)"});
  EXPECT_EQ(lines_of("factors:\n  training.epochs: [100, 3]\n"),
            Lines{"recipe report-2023, but training.epochs 100 or 3 (100)"});
  EXPECT_EQ(lines_of("factors:\n  training.epochs: [1, 2, 3, 4, 5]\n"),
            Lines{"recipe report-2023, but training.epochs 1 or 2 or 3 or 4 or … (100)"});
  EXPECT_EQ(lines_of("settings:\n  distill.temperature: 9\n"), Lines{"recipe report-2023"})
      << "a student has no temperature";
  EXPECT_EQ(lines_of("settings:\n  distill.temperature: 9\n  model.architecture: distilled\n"),
            Lines{"recipe report-2023, but distill.temperature 9 (3)"});
  EXPECT_EQ(lines_of("settings:\n  training.decay: 0\nfactors:\n  recipe: [torch-defaults, report-2023]\n"),
            (Lines{"recipe report-2023, but training.decay 0 (1e-05)", "recipe torch-defaults"}));
}

}  // namespace
}  // namespace sweep
