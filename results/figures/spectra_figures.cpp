#include "results/figures/spectra_figures.hpp"

#include "results/answers/report_table.hpp"
#include "results/figures/accuracy_script.hpp"
#include "results/figures/accuracy_vs_reduction.hpp"
#include "results/figures/comparison_figure.hpp"
#include "results/figures/confusion_figure.hpp"
#include "results/figures/heatmap_figure.hpp"
#include "results/figures/report_figure.hpp"
#include "results/figures/roc_figure.hpp"
#include "results/figures/schedule_figure.hpp"
#include "results/figures/spectra_curves_figure.hpp"
#include "results/figures/spectra_shown.hpp"
#include "results/varying_keys.hpp"

namespace results {
namespace {

std::string lacking_reductions(const FigureSource& source) {
  const std::size_t reductions = Summary(source.file(), {"data_reduction"}, "test_accuracy").cells().size();
  if (reductions > 1) return "";
  return std::string("its complete trials have ") +
         (reductions == 0 ? "no data reduction" : "a single data reduction") +
         "; it takes a study with several levels of data.sampling";
}

Drawing draw_accuracy(const FigureSource& source, const std::string& out, ImageFormat format) {
  const AccuracyVsReduction shown = AccuracyVsReduction::of(source);
  return {accuracy_script(shown, out, format), shown.caption,
          [&source, shown] { return shown.numbers(source.file()); }};
}

std::string lacking_accuracies(const FigureSource& source) {
  const Summary summary(source.file(), {"data_reduction"}, "test_accuracy");
  return summary.cells().empty() ? "no trial is complete" : "";
}

std::string lacking_comparison(const FigureSource& source) {
  if (varying_keys(source.file(), {"model.architecture"}).empty())
    return "it takes a study with several levels of model.architecture";
  if (std::string lacking = lacking_accuracies(source); !lacking.empty()) return lacking;
  const bool none = Comparison::of(AccuracyVsReduction::of(accuracy_summary(source.file()))).panels.empty();
  return none ? "no two architectures have complete trials on the same data" : "";
}

std::string lacking_report(const FigureSource& source) {
  return ReportTable(source.measured()).empty()
             ? "it has no complete trial of a teacher or student at SNR 100, 50, 5, 2 or 0"
             : "";
}

}  // namespace

const std::vector<SpectraFigure>& spectra_figures() {
  static const std::vector<SpectraFigure> all = {
      {"accuracy-vs-reduction", "test accuracy against data reduction, a curve per SNR", false,
       lacking_reductions, draw_accuracy},
      {"accuracy-heatmap", "test accuracy in numbers and colours, by SNR and data reduction", false,
       lacking_accuracies, heatmap_figure},
      {"comparison", "architectures side by side on the same data, by SNR", false, lacking_comparison,
       comparison_figure},
      {"report-table", "the 2023 report's table beside this study", false, lacking_report, report_figure},
      {"learning-curves", "accuracy and loss by epoch, of test and training samples, by SNR", false,
       lacking_spectra_curves, spectra_curves_figure},
      {"confusion", "how often Same and Different are taken for each other", false, lacking_votes,
       confusion_figure},
      {"roc", "receiver operating characteristic with its area, by SNR", false, lacking_votes, roc_figure},
      {"schedule", "which rank trained what when, with the waits for teachers", true, lacking_schedule,
       schedule_figure},
      {"spectra", "absorptive 2D spectra of the reference, clean and noisy, and which points are kept", false,
       lacking_spectra, spectra_figure},
  };
  return all;
}

}  // namespace results
