#include "results/wells/learning_curves.hpp"

#include <cmath>

namespace results {
namespace {

using Values = std::vector<std::vector<double>>;  // [epoch][trial]

/// Whether the curve has any number.
bool gather(Values& values, const std::vector<float>& curve) {
  bool any = false;
  for (std::size_t epoch = 0; epoch < curve.size(); ++epoch) {
    if (!std::isfinite(curve[epoch])) continue;
    if (values.size() <= epoch) values.resize(epoch + 1);
    values[epoch].push_back(static_cast<double>(curve[epoch]));
    any = true;
  }
  return any;
}

LearningCurves::Series series_of(const Values& values) {
  LearningCurves::Series series;
  for (const std::vector<double>& epoch : values) {
    if (epoch.empty() || 2 * epoch.size() < values.front().size()) break;
    series.emplace_back(epoch);
  }
  return series;
}

}  // namespace

LearningCurves LearningCurves::of(const ResultsFile& file, const WellsStudy& study) {
  LearningCurves curves;
  for (std::size_t architecture = 0; architecture < study.architectures.size(); ++architecture) {
    Panel panel;
    panel.architecture = architecture;
    Values train;
    Values validation;
    for (const WellsTrial& trial : study.trials) {
      if (trial.architecture != architecture || trial.labels != Labels::MEASURED) continue;
      const sweep::TrialRecord record = file.read(trial.row);
      const auto curve = [&](sweep::Curve which) { return record.curves[static_cast<std::size_t>(which)]; };
      panel.trials += gather(train, curve(sweep::Curve::TRAIN_LOSS)) ? 1U : 0U;
      gather(validation, curve(sweep::Curve::VALIDATION_LOSS));
    }
    panel.train = series_of(train);
    panel.validation = series_of(validation);
    if (panel.train.size() > 1) curves.panels.push_back(std::move(panel));
  }
  return curves;
}

}  // namespace results
