#pragma once

#include <map>
#include <string>
#include <vector>

#include "sweep/ids.hpp"
#include "sweep/level.hpp"
#include "sweep/task.hpp"

namespace sweep {

/// The settings of one trial, every key resolved to a level. A value.
class Settings {
 public:
  /// Every setting at its default for this task.
  explicit Settings(Task task = Task::SPECTRA);

  Task task() const { return task_; }

  const Level& operator[](const std::string& key) const;
  void set(const std::string& key, Level level) { levels_.at(key) = std::move(level); }

  double number(const std::string& key) const { return (*this)[key].number(); }
  std::int64_t integer(const std::string& key) const { return static_cast<std::int64_t>(number(key)); }
  const std::string& text(const std::string& key) const { return (*this)[key].string(); }

  /// The identity of the trial that these settings describe, under a study's seed: settings that say how to
  /// run, the recipe's name, and those that do not concern the trial's architecture, are left out, and so is
  /// the task: its settings tell it.
  TrialId id(std::uint64_t seed) const;
  /// Equal for trials that are made of the same samples and noise (whatever they keep of them).
  std::uint64_t data_key() const;

  const std::map<std::string, Level>& levels() const { return levels_; }

 private:
  Task task_;
  std::map<std::string, Level> levels_;
};

}  // namespace sweep
