#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sweep/level.hpp"
#include "sweep/task.hpp"

namespace sweep {

enum class Kind { NUMBER, INTEGER, CHOICE, TEXT, SAMPLING };

/// One setting that a study file may give: its kind, default and range.
struct SettingKey {
  std::string_view name;
  Kind kind;
  Level default_level;
  std::string_view about;  // one line for people, with the unit
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  std::vector<std::string_view> choices = {};
  /// The architectures that this setting concerns; empty: all. For the others it is no part of a trial's
  /// identity.
  std::vector<std::string_view> only_for = {};
  /// The task that has this setting; nothing: all.
  std::optional<Task> task = std::nullopt;

  /// Settings under "run." say how a trial is run, not what it is: no part of its identity, and no factor.
  bool says_how() const { return name.starts_with("run."); }
  /// A recipe stands for levels of other settings: those decide who a trial is.
  bool stands_for_others() const { return name == "recipe"; }
  /// Whether studies of this task have it.
  bool is_of(Task other) const { return !task || *task == other; }
  /// Whether a trial of this task and architecture takes any notice.
  bool concerns(Task task_of_trial, std::string_view architecture) const;
  /// Throws InputError ("`where`: …") when `level` is of the wrong kind or out of range.
  void check(const Level& level, const std::string& where) const;
};

/// Neither empty nor with control characters: such texts stand in lines, in the results file and in
/// identities.
bool is_one_line(const std::string& text);

/// Every setting there is, in the order in which they are printed.
const std::vector<SettingKey>& setting_keys();

/// Throws InputError with the nearest valid key.
const SettingKey& find_setting_key(const std::string& name, const std::string& where);
/// The same for a study of this task: its setting, at a level that it may have. Throws InputError.
const SettingKey& check_setting(Task task, const std::string& name, const Level& level,
                                const std::string& where);

}  // namespace sweep
