#include "sweep/override.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "sweep/input_error.hpp"
#include "sweep/setting_key.hpp"

namespace sweep {
namespace {

/// Splits at the commas that stand outside brackets: "full,{parts: real, pump_times: 3}" is two pieces.
std::vector<std::string> split_levels(const std::string& text) {
  std::vector<std::string> pieces(1);
  int depth = 0;
  for (const char c : text) {
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == ',' && depth == 0) {
      pieces.emplace_back();
    } else {
      pieces.back() += c;
    }
  }
  return pieces;
}

/// YAML takes a channel that is called 2 for a number.
Level as_text_where_wanted(const std::string& key, Level level, const std::string& where) {
  const bool text = find_setting_key(key, where).kind == Kind::TEXT;
  return text && level.is_number() ? Level(level.text()) : level;
}

}  // namespace

std::vector<Level> replicate_levels(const Level& count, const std::string& where) {
  const double n = count.is_number() ? count.number() : 0;
  if (n < 1 || n > 1e6 || n != std::floor(n)) {
    throw InputError(where + ": replicate as a factor is '" + count.text() +
                     "': must be a number of repetitions, 1 or more");
  }
  std::vector<Level> levels;
  levels.reserve(static_cast<std::size_t>(n));
  for (int i = 0; i < static_cast<int>(n); ++i) levels.emplace_back(i);
  return levels;
}

void set_study_field(Study& study, const std::string& key, const Level& level, const std::string& where) {
  if (key == "seed") {
    if (!level.is_number() || level.number() < 0 || level.number() > 9007199254740992.0 ||
        level.number() != std::floor(level.number())) {
      throw InputError(where + ": seed is '" + level.text() + "': must be a whole number of at least 0");
    }
    study.seed = static_cast<std::uint64_t>(level.number());
  } else if (key == "task") {
    const auto task = find_task(level.text());
    if (!task) throw InputError(where + ": task is '" + level.text() + "': must be spectra or wells");
    study.task = *task;
  } else {
    if (level.is_list() || level.is_map() || !is_one_line(level.text()))
      throw InputError(where + ": name must be a plain text of one line");
    study.name = level.text();
  }
}

void set_setting(Study& study, const std::string& key, Level level, const std::string& where) {
  level = as_text_where_wanted(key, std::move(level), where);
  check_setting(study.task, key, level, where);
  study.given.insert_or_assign(key, std::move(level));
}

void set_factor(Study& study, const std::string& key, std::vector<Level> levels, const std::string& where) {
  const SettingKey& setting = find_setting_key(key, where);
  if (setting.says_how()) {
    throw InputError(where + ": " + key +
                     " says how to run, not what: it can't be a factor; give it under settings");
  }
  if (levels.empty()) throw InputError(where + ": factor " + key + " has no levels: the grid would be empty");
  std::unordered_set<std::string> seen;
  for (Level& level : levels) {
    level = as_text_where_wanted(key, std::move(level), where);
    check_setting(study.task, key, level, where);
    if (!seen.insert(level.text()).second) {
      throw InputError(where + ": factor " + key + " has the level '" + level.text() + "' twice");
    }
  }
  const auto same = [&](const Factor& factor) { return factor.key == key; };
  const auto found = std::find_if(study.factors.begin(), study.factors.end(), same);
  if (found == study.factors.end()) {
    study.factors.push_back({key, std::move(levels)});
  } else {
    found->levels = std::move(levels);
  }
}

void apply_override(Study& study, const std::string& text) {
  const std::string where = "'" + text + "'";
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw InputError(where + ": an override must be key=value or key=v1,v2,…");
  }
  const std::string key = text.substr(0, equals);
  std::vector<Level> levels;
  for (const std::string& piece : split_levels(text.substr(equals + 1)))
    levels.push_back(parse_level(piece, where));

  if (key == "name" || key == "task" || key == "seed") {
    if (levels.size() != 1) throw InputError(where + ": " + key + " takes one value");
    set_study_field(study, key, levels[0], where);
  } else if (key == "replicate" && study.factor(key) && levels.size() == 1) {
    set_factor(study, key, replicate_levels(levels[0], where), where);
  } else if (levels.size() > 1 || study.factor(key)) {
    set_factor(study, key, std::move(levels), where);
  } else {
    set_setting(study, key, std::move(levels[0]), where);
  }
}

}  // namespace sweep
