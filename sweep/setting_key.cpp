#include "sweep/setting_key.hpp"

#include <algorithm>
#include <cmath>

#include "sweep/input_error.hpp"
#include "sweep/recipes.hpp"

namespace sweep {
namespace {

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

std::string range(const SettingKey& key) {
  std::string text = key.kind == Kind::INTEGER ? "a whole number" : "a number";
  if (std::isfinite(key.minimum))
    text += " of at least " + Level(key.minimum < 1e-300 ? 0.0 : key.minimum).text();
  if (std::isfinite(key.minimum) && key.minimum > 0 && key.minimum < 1e-300) text = "a number above 0";
  if (std::isfinite(key.maximum)) text += ", at most " + Level(key.maximum).text();
  return text;
}

/// data.sampling: a name or a map of parts. Whether the parts fit the cube is for sim/ to say.
std::string what_is_wrong_with_sampling(const Level& level) {
  if (level.is_string()) {
    const std::string& name = level.string();
    const bool every =
        name.starts_with("every-") && name.size() > 6 && name.size() < 12 &&
        std::all_of(name.begin() + 6, name.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
        std::stoi(name.substr(6)) > 0;
    return name == "full" || every
               ? ""
               : "is neither 'full' nor 'every-K'" + did_you_mean(name, std::vector{"full", "every-10"});
  }
  if (!level.is_map()) return "must be full, every-K, or a map such as {waiting_times: 3, parts: real}";
  static const std::vector<std::string> parts = {"waiting_times",    "waiting_stride", "waiting_times_ps",
                                                 "pump_times",       "pump_stride",    "frequencies",
                                                 "frequency_stride", "parts"};
  for (const auto& [part, value] : level.map()) {
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) {
      return "has no part '" + part + "'" + did_you_mean(part, parts);
    }
    if (part == "parts") {
      if (!value.is_string() || (value.string() != "real" && value.string() != "complex")) {
        return "has parts '" + value.text() + "': must be real or complex";
      }
    } else if (part == "waiting_times_ps") {
      const bool numbers = value.is_list() && !value.list().empty() &&
                           std::all_of(value.list().begin(), value.list().end(),
                                       [](const Level& item) { return item.is_number(); });
      if (!numbers)
        return "has waiting_times_ps " + value.text() + ": must be a list of times in ps, such as [0, 1, 5]";
    } else if (!value.is_number() || value.number() < 1 || value.number() > 1e9 ||
               value.number() != std::floor(value.number())) {
      return "has " + part + " " + value.text() + ": must be a whole number of at least 1";
    }
  }
  return "";
}

}  // namespace

bool is_one_line(const std::string& text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), is_control);
}

bool SettingKey::concerns(Task task_of_trial, std::string_view architecture) const {
  if (!is_of(task_of_trial)) return false;
  return only_for.empty() || std::find(only_for.begin(), only_for.end(), architecture) != only_for.end();
}

void SettingKey::check(const Level& level, const std::string& where) const {
  const std::string what = where + ": " + std::string(name) + " ";
  switch (kind) {
    case Kind::NUMBER:
    case Kind::INTEGER:
      if (!level.is_number() || std::isnan(level.number()) || level.number() < minimum ||
          level.number() > maximum ||
          (kind == Kind::INTEGER && level.number() != std::floor(level.number()))) {
        throw InputError(what + "is '" + level.text() + "': must be " + range(*this));
      }
      return;
    case Kind::CHOICE:
      if (!level.is_string() || std::find(choices.begin(), choices.end(), level.string()) == choices.end()) {
        throw InputError(what + "is '" + level.text() + "'" + did_you_mean(level.text(), choices) +
                         ": must be one of " + joined(choices));
      }
      return;
    case Kind::TEXT:
      if (!level.is_string() || !is_one_line(level.string())) {
        throw InputError(what + "is '" + level.text() + "': must be a text of one line");
      }
      return;
    case Kind::SAMPLING:
      if (const std::string wrong = what_is_wrong_with_sampling(level); !wrong.empty()) {
        throw InputError(what + "'" + level.text() + "' " + wrong);
      }
      return;
  }
}

const SettingKey& find_setting_key(const std::string& name, const std::string& where) {
  for (const SettingKey& key : setting_keys()) {
    if (key.name == name) return key;
  }
  std::vector<std::string_view> names;
  for (const SettingKey& key : setting_keys()) names.push_back(key.name);
  throw InputError(where + ": unknown setting '" + name + "'" + did_you_mean(name, names) +
                   "; gridsweep plan STUDY lists all settings");
}

const SettingKey& check_setting(Task task, const std::string& name, const Level& level,
                                const std::string& where) {
  const SettingKey& key = find_setting_key(name, where);
  const std::string of_task = ", and this study's task is " + std::string(name_of(task));
  if (!key.is_of(task)) {
    throw InputError(where + ": " + name + " is a setting of task " + std::string(name_of(*key.task)) +
                     of_task);
  }
  key.check(level, where);
  if (name == "model.architecture") {
    const auto& own = architectures_of(task);
    if (std::find(own.begin(), own.end(), level.string()) == own.end()) {
      throw InputError(where + ": model.architecture " + level.string() + " is not for this data" + of_task +
                       ": must be one of " + joined(own));
    }
  }
  if (name == "recipe" && find_recipe(level.string()).task != task) {
    throw InputError(where + ": recipe " + level.string() + " is not for this data" + of_task +
                     ": the usual one is " + std::string(usual_recipe_of(task)));
  }
  return key;
}

}  // namespace sweep
