#include "sweep/study.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>

#include "sweep/input_error.hpp"
#include "sweep/override.hpp"
#include "sweep/recipes.hpp"
#include "sweep/setting_key.hpp"
#include "sweep/yaml.hpp"

namespace sweep {
namespace {

/// Where in which file: "studies/demo.yaml:7".
struct Place {
  std::string file;
  std::string at(const YAML::Node& node) const { return file + ":" + std::to_string(node.Mark().line + 1); }
};

using Section = std::vector<std::pair<std::string, YAML::Node>>;

/// The entries of a map, each key once. A missing section is an empty one.
Section entries(const YAML::Node& map, const std::string& what, const Place& place) {
  Section section;
  if (!map || map.IsNull()) return section;
  if (!map.IsMap()) throw InputError(place.at(map) + ": " + what + " must be a map of key: value");
  std::set<std::string> seen;
  for (const auto& entry : map) {
    if (!entry.first.IsScalar())
      throw InputError(place.at(entry.first) + ": a key in " + what + " must be a plain word");
    const std::string key = entry.first.Scalar();
    if (!seen.insert(key).second)
      throw InputError(place.at(entry.first) + ": '" + key + "' is given twice in " + what);
    section.emplace_back(key, entry.second);
  }
  return section;
}

std::vector<Level> factor_levels(const std::string& name, const YAML::Node& node, const Place& place) {
  if (name == "replicate" && node.IsScalar()) {
    return replicate_levels(to_level(node, place.at(node)), place.at(node));
  }
  if (!node.IsSequence()) {
    throw InputError(place.at(node) + ": factor " + name +
                     " must be a list of levels, such as [a, b]; a single value belongs under settings");
  }
  std::vector<Level> levels;
  for (const YAML::Node& item : node) levels.push_back(to_level(item, place.at(item)));
  return levels;
}

void read_top_level(Study& study, const Section& document, const Place& place) {
  static const std::vector<std::string> sections = {"name", "task", "seed", "settings", "factors", "exclude"};
  for (const auto& [key, node] : document) {
    if (std::find(sections.begin(), sections.end(), key) == sections.end()) {
      throw InputError(place.at(node) + ": unknown section '" + key + "'" + did_you_mean(key, sections) +
                       ": must be one of name, task, seed, settings, factors, exclude");
    }
    if (key == "name" || key == "task" || key == "seed") {
      set_study_field(study, key, to_level(node, place.at(node)), place.at(node));
    }
  }
}

void read_exclusions(Study& study, const YAML::Node& list, const Place& place) {
  if (!list || list.IsNull()) return;
  if (!list.IsSequence())
    throw InputError(place.at(list) + ": exclude must be a list of combinations, each - {factor: level, …}");
  for (const YAML::Node& item : list) {
    Exclusion exclusion{{}, item.Mark().line + 1};
    for (const auto& [key, node] : entries(item, "an excluded combination", place)) {
      const Factor* factor = study.factor(key);
      if (!factor)
        throw InputError(place.at(node) + ": '" + key +
                         "' is excluded by level but is no factor of this study");
      std::vector<Level>& levels = exclusion.levels[key];
      if (!node.IsSequence()) levels.push_back(to_level(node, place.at(node)));
      for (const YAML::Node& level : node.IsSequence() ? node : YAML::Node())
        levels.push_back(to_level(level, place.at(level)));
      if (levels.empty()) throw InputError(place.at(node) + ": an empty list of levels of " + key);
    }
    if (exclusion.levels.empty())
      throw InputError(place.at(item) + ": an empty combination would exclude everything");
    study.exclusions.push_back(std::move(exclusion));
  }
}

/// Excluded levels must exist, or a misspelt level would silently exclude nothing.
void check_exclusions(const Study& study, const Place& place) {
  for (const Exclusion& exclusion : study.exclusions) {
    for (const auto& [key, excluded] : exclusion.levels) {
      const auto& levels = study.factor(key)->levels;
      for (const Level& level : excluded) {
        if (std::find(levels.begin(), levels.end(), level) != levels.end() || !study.overrides.empty())
          continue;
        throw InputError(place.file + ":" + std::to_string(exclusion.line) + ": excluded level '" +
                         level.text() + "' is none of factor " + key + "'s levels");
      }
    }
  }
}

/// The recipe of the study, the first where it varies.
Level recipe_of(const Study& study) {
  if (const Factor* factor = study.factor("recipe")) return factor->levels.front();
  const auto given = study.given.find("recipe");
  return given == study.given.end() ? Level(std::string(usual_recipe_of(study.task))) : given->second;
}

/// Spectra from a file bring their own noise: unless the study asks for more, none is put on top.
void add_no_noise_to_a_file(Study& study, const YAML::Node& root) {
  if (study.task != Task::SPECTRA) return;
  const std::string key = "data.snr";
  const auto overridden = [&](const std::string& text) { return text.starts_with(key + "="); };
  const bool asked_for = (root["settings"] && root["settings"].IsMap() && root["settings"][key]) ||
                         study.factor(key) ||
                         std::any_of(study.overrides.begin(), study.overrides.end(), overridden);
  const auto source = study.given.find("data.source");
  if (source != study.given.end() && source->second.string() != "simulated" && !asked_for) {
    study.given.insert_or_assign(key, std::numeric_limits<double>::infinity());
  }
}

}  // namespace

const Factor* Study::factor(const std::string& key) const {
  const auto found =
      std::find_if(factors.begin(), factors.end(), [&](const Factor& f) { return f.key == key; });
  return found == factors.end() ? nullptr : &*found;
}

Settings Study::settings_under(const std::string& recipe) const {
  Settings resolved(task);
  for (const auto& [key, level] : find_recipe(recipe).levels) resolved.set(std::string(key), level);
  for (const auto& [key, level] : given) resolved.set(key, level);
  resolved.set("recipe", recipe);
  return resolved;
}

Study Study::read(const std::string& path, const std::vector<std::string>& overrides) {
  if (std::filesystem::is_directory(path)) throw InputError(path + ": is a folder: a study is a YAML file");
  std::ifstream file(path);
  if (!file) throw InputError(path + ": can't read the study: " + std::strerror(errno));
  std::ostringstream text;
  text << file.rdbuf();
  return parse(text.str(), path, overrides);
}

Study Study::parse(const std::string& text, const std::string& where,
                   const std::vector<std::string>& overrides) {
  const Place place{where};
  Study study;
  study.text = text;
  study.overrides = overrides;
  const YAML::Node root = load_yaml(text, where);
  if (!root.IsMap())
    throw InputError(where + ": is not a study: a map with name, settings and factors is expected");
  const Section document = entries(root, "the study", place);
  read_top_level(study, document, place);
  // The task decides what the settings below can be.
  for (const std::string& text_of_override : overrides) {
    if (text_of_override.starts_with("task=")) apply_override(study, text_of_override);
  }

  for (const auto& [key, node] : entries(root["settings"], "settings", place)) {
    set_setting(study, key, to_level(node, place.at(node)), place.at(node));
  }
  for (const auto& [key, node] : entries(root["factors"], "factors", place)) {
    set_factor(study, key, factor_levels(key, node, place), place.at(node));
  }
  read_exclusions(study, root["exclude"], place);
  for (const std::string& text_of_override : overrides) apply_override(study, text_of_override);
  check_exclusions(study, place);
  add_no_noise_to_a_file(study, root);
  study.settings = study.settings_under(recipe_of(study).string());
  return study;
}

}  // namespace sweep
