#include "sweep/task.hpp"

namespace sweep {

std::string_view name_of(Task task) { return task == Task::WELLS ? "wells" : "spectra"; }

std::optional<Task> find_task(std::string_view name) {
  for (const Task task : {Task::SPECTRA, Task::WELLS}) {
    if (name_of(task) == name) return task;
  }
  return std::nullopt;
}

const std::vector<std::string_view>& architectures_of(Task task) {
  static const std::vector<std::string_view> spectra = {"student", "teacher",      "distilled", "linear",
                                                        "mlp",     "pca_logistic", "noop"};
  static const std::vector<std::string_view> wells = {
      "cnn_wide",          "cnn_deep", "vit_linear", "vit_tuned",    "vit_500k",
      "nearest_neighbour", "linear",   "mlp",        "pca_logistic", "noop"};
  return task == Task::WELLS ? wells : spectra;
}

std::string_view usual_recipe_of(Task task) { return task == Task::WELLS ? "slides-2023" : "report-2023"; }

}  // namespace sweep
