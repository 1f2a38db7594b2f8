#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sweep {

/// What a study is about: it decides which data, settings and architectures there are.
enum class Task {
  SPECTRA,  // 2D IR spectra, one split into training and test samples
  WELLS     // well images and readouts, in two folds
};

std::string_view name_of(Task task);
/// Nothing for a name that is none.
std::optional<Task> find_task(std::string_view name);

/// Those that this task can train; the first is the default.
const std::vector<std::string_view>& architectures_of(Task task);
/// The recipe that trials follow where nothing is said.
std::string_view usual_recipe_of(Task task);

}  // namespace sweep
