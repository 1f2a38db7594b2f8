#include "sweep/settings.hpp"

#include "sweep/random_key.hpp"
#include "sweep/setting_key.hpp"

namespace sweep {

Settings::Settings(Task task) : task_(task) {
  static const std::map<std::string, Level> defaults = [] {
    std::map<std::string, Level> levels;
    for (const SettingKey& key : setting_keys()) levels.emplace(key.name, key.default_level);
    return levels;
  }();
  levels_ = defaults;
  set("model.architecture", std::string(architectures_of(task).front()));
  set("recipe", std::string(usual_recipe_of(task)));
}

const Level& Settings::operator[](const std::string& key) const { return levels_.at(key); }

TrialId Settings::id(std::uint64_t seed) const {
  const std::string& architecture = text("model.architecture");
  std::string identity = "seed=" + std::to_string(seed) + '\n';
  for (const SettingKey& key : setting_keys()) {
    if (key.says_how() || key.stands_for_others() || !key.concerns(task_, architecture)) continue;
    const std::string name(key.name);
    identity += name + '=' + (*this)[name].text() + '\n';
  }
  return {stable_hash(identity)};
}

std::uint64_t Settings::data_key() const {
  std::string text;
  for (const auto& [name, level] : levels_) {
    if (!find_setting_key(name, "").is_of(task_)) continue;
    const bool data = name.starts_with("data.") || name.starts_with("cube.") ||
                      name.starts_with("physics.") || name.starts_with("plate.");
    const bool splits =
        task_ == Task::WELLS && (name == "training.patience" || name == "training.validation_fraction");
    if ((data && name != "data.sampling") || name == "replicate" || splits)
      text += name + '=' + level.text() + '\n';
  }
  return stable_hash(text);
}

}  // namespace sweep
