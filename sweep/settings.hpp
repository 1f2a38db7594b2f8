#pragma once

#include <map>
#include <string>
#include <string_view>
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

  /// Throws std::out_of_range for a key that is none, as all calls by key do.
  const Level& operator[](std::string_view key) const;
  void set(std::string_view key, Level level);

  double number(std::string_view key) const { return (*this)[key].number(); }
  std::int64_t integer(std::string_view key) const { return static_cast<std::int64_t>(number(key)); }
  const std::string& text(std::string_view key) const { return (*this)[key].string(); }

  /// The identity of the trial that these settings describe, under a study's seed: the hash of a line
  /// seed=… and one for each of identity_names().
  TrialId id(std::uint64_t seed) const;
  /// Equal for trials that are made of the same samples and noise (whatever they keep of them): the hash of a
  /// line for each of data_names().
  std::uint64_t data_key() const;

  /// What decides who a trial is, in the order in which it is hashed: settings that say how to run, the
  /// recipe's name, and those that do not concern the trial's architecture, are left out, and so is the task:
  /// its settings tell it.
  std::vector<std::string_view> identity_names() const;
  static std::string identity_beginning(std::uint64_t seed);
  /// What decides which samples and noise there are, in the order in which it is hashed.
  std::vector<std::string_view> data_names() const;

  /// All of them, in the order of their names.
  std::map<std::string, Level> levels() const;

 private:
  Task task_;
  std::vector<Level> levels_;  // in the order of setting_keys(): quicker to copy than a map
};

}  // namespace sweep
