#include "results/wells/wells_figures.hpp"

#include <cmath>

#include "results/wells/learning_figure.hpp"
#include "results/wells/paired_figure.hpp"
#include "results/wells/plate_figure.hpp"
#include "results/wells/ranked_figure.hpp"

namespace results {
namespace {

template <Treatment treatment>
std::string lacking_pairs(const ResultsFile&, const WellsStudy& study) {
  const PairedScores scores = PairedScores::of(study, treatment);
  const std::string what = treatment == Treatment::AUGMENTATION ? "augmentation" : "architecture";
  if (scores.names.size() < 2) return "its complete trials have no two levels of " + what;
  return scores.f1.empty() ? "no readout has complete trials of every " + what : "";
}

template <Treatment treatment>
Drawing draw_pairs(const ResultsFile&, const WellsStudy& study, const Wish&, const std::string& out,
                   ImageFormat format) {
  return paired_figure(study, treatment, out, format);
}

bool has_measured(const WellsStudy& study) {
  for (const WellsTrial& trial : study.trials) {
    if (trial.labels == Labels::MEASURED && !std::isnan(trial.metrics[sweep::Metric::TEST_F1])) return true;
  }
  return false;
}

std::string lacking_ranks(const ResultsFile&, const WellsStudy& study) {
  return has_measured(study) ? "" : "no trial is complete";
}

Drawing draw_ranks(const ResultsFile&, const WellsStudy& study, const Wish&, const std::string& out,
                   ImageFormat format) {
  return ranked_figure(study, out, format);
}

std::string lacking_plate(const ResultsFile& file, const WellsStudy& study) {
  if (!PlateMap::has_wells(file)) return "its samples are no wells of a plate";
  return has_measured(study) ? "" : "no trial is complete";
}

Drawing draw_plate(const ResultsFile& file, const WellsStudy& study, const Wish& wish, const std::string& out,
                   ImageFormat format) {
  return plate_figure(study, PlateMap::of(file, study, wish), out, format);
}

std::string lacking_curves(const ResultsFile& file, const WellsStudy& study) {
  return LearningCurves::of(file, study).panels.empty() ? "its complete trials have no curves" : "";
}

Drawing draw_curves(const ResultsFile& file, const WellsStudy& study, const Wish&, const std::string& out,
                    ImageFormat format) {
  return learning_figure(study, LearningCurves::of(file, study), out, format);
}

}  // namespace

const std::vector<WellsFigure>& wells_figures() {
  static const std::vector<WellsFigure> all = {
      {"ranked-f1", "readouts by F1, with intervals, verdicts and what chance reaches", lacking_ranks,
       draw_ranks},
      {"f1-by-augmentation", "F1 of every readout by augmentation, boxes and points",
       lacking_pairs<Treatment::AUGMENTATION>, draw_pairs<Treatment::AUGMENTATION>},
      {"f1-by-architecture", "F1 of every readout by architecture, paired",
       lacking_pairs<Treatment::ARCHITECTURE>, draw_pairs<Treatment::ARCHITECTURE>},
      {"plate-map", "truth and prediction of a readout on the plate (--readout, --architecture)",
       lacking_plate, draw_plate},
      {"learning-curves", "loss by epoch, a panel per architecture", lacking_curves, draw_curves},
  };
  return all;
}

}  // namespace results
