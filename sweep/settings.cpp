#include "sweep/settings.hpp"

#include <algorithm>
#include <unordered_map>

#include "sweep/setting_key.hpp"
#include "sweep/stable_hash.hpp"

namespace sweep {
namespace {

std::size_t place_of(std::string_view key) {
  static const std::unordered_map<std::string_view, std::size_t> places = [] {
    std::unordered_map<std::string_view, std::size_t> by_name;
    for (const SettingKey& setting : setting_keys()) by_name.emplace(setting.name, by_name.size());
    return by_name;
  }();
  return places.at(key);
}

const std::vector<Level>& default_levels() {
  static const std::vector<Level> defaults = [] {
    std::vector<Level> levels;
    for (const SettingKey& setting : setting_keys()) levels.push_back(setting.default_level);
    return levels;
  }();
  return defaults;
}

void add_lines(StableHash& hash, const std::vector<std::string_view>& names, const Settings& settings) {
  for (const std::string_view name : names) hash.add(std::string(name) + '=' + settings[name].text() + '\n');
}

}  // namespace

Settings::Settings(Task task) : task_(task), levels_(default_levels()) {
  set("model.architecture", std::string(architectures_of(task).front()));
  set("recipe", std::string(usual_recipe_of(task)));
}

const Level& Settings::operator[](std::string_view key) const { return levels_[place_of(key)]; }

void Settings::set(std::string_view key, Level level) { levels_[place_of(key)] = std::move(level); }

TrialId Settings::id(std::uint64_t seed) const {
  StableHash hash;
  hash.add(identity_beginning(seed));
  add_lines(hash, identity_names(), *this);
  return {hash.value()};
}

std::uint64_t Settings::data_key() const {
  StableHash hash;
  add_lines(hash, data_names(), *this);
  return hash.value();
}

std::string Settings::identity_beginning(std::uint64_t seed) { return "seed=" + std::to_string(seed) + '\n'; }

std::vector<std::string_view> Settings::identity_names() const {
  std::vector<std::string_view> names;
  for (const SettingKey& key : setting_keys()) {
    if (key.says_how() || key.stands_for_others() || !key.concerns(task_, text("model.architecture")))
      continue;
    names.push_back(key.name);
  }
  return names;
}

std::vector<std::string_view> Settings::data_names() const {
  std::vector<std::string_view> names;
  for (const SettingKey& key : setting_keys()) {
    if (!key.is_of(task_)) continue;
    const std::string_view name = key.name;
    const bool data = name.starts_with("data.") || name.starts_with("cube.") ||
                      name.starts_with("physics.") || name.starts_with("plate.");
    const bool splits =
        task_ == Task::WELLS && (name == "training.patience" || name == "training.validation_fraction");
    if ((data && name != "data.sampling") || name == "replicate" || splits) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::map<std::string, Level> Settings::levels() const {
  std::map<std::string, Level> by_name;
  for (const SettingKey& key : setting_keys()) by_name.emplace(key.name, (*this)[key.name]);
  return by_name;
}

}  // namespace sweep
