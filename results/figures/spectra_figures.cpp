#include "results/figures/spectra_figures.hpp"

#include "results/figures/accuracy_script.hpp"
#include "results/figures/accuracy_vs_reduction.hpp"

namespace results {
namespace {

std::string lacking_reductions(const FigureSource& source) {
  const AccuracyVsReduction shown = AccuracyVsReduction::of(source.file());
  if (shown.reductions.size() > 1) return "";
  return std::string("its complete trials have ") +
         (shown.reductions.empty() ? "no data reduction" : "a single data reduction") +
         "; it takes a study with several levels of data.sampling";
}

Drawing draw_accuracy(const FigureSource& source, const std::string& out, ImageFormat format) {
  const AccuracyVsReduction shown = AccuracyVsReduction::of(source.file());
  return {accuracy_script(shown, out, format), shown.caption};
}

}  // namespace

const std::vector<SpectraFigure>& spectra_figures() {
  static const std::vector<SpectraFigure> all = {
      {"accuracy-vs-reduction", "test accuracy against data reduction, a curve per SNR", false,
       lacking_reductions, draw_accuracy},
  };
  return all;
}

}  // namespace results
