#include "results/figures/figure.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "results/figures/accuracy_script.hpp"
#include "results/figures/accuracy_vs_reduction.hpp"
#include "results/figures/gnuplot.hpp"
#include "results/wells/wells_figures.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr const char* kAccuracyVsReduction = "accuracy-vs-reduction";

void check_writable(const std::string& out) {
  std::FILE* file = std::fopen(out.c_str(), "ab");
  if (file == nullptr) throw sweep::InputError(out + ": cannot be written: " + std::strerror(errno));
  std::fclose(file);
}

[[noreturn]] void refuse(const ResultsFile& file, const std::string& name, const std::string& why) {
  throw sweep::InputError(file.path() + ": cannot give figure " + name + ": " + why);
}

Drawing accuracy_drawing(const ResultsFile& file, const std::string& out, ImageFormat format) {
  const AccuracyVsReduction shown = AccuracyVsReduction::of(file);
  if (shown.reductions.size() < 2) {
    refuse(file, kAccuracyVsReduction,
           std::string("its complete trials have ") +
               (shown.reductions.empty() ? "no data reduction" : "a single data reduction") +
               "; it takes a study with several levels of data.sampling");
  }
  return {accuracy_script(shown, out, format), shown.caption};
}

Drawing drawing_of(const ResultsFile& file, const std::string& name, const std::string& out,
                   ImageFormat format, const Wish& wish) {
  if (name == kAccuracyVsReduction) return accuracy_drawing(file, out, format);
  std::vector<std::string> names = {kAccuracyVsReduction};
  for (const WellsFigure& figure : wells_figures()) {
    names.emplace_back(figure.name);
    if (figure.name != name) continue;
    if (!WellsStudy::is_in(file)) refuse(file, name, "it takes a study of wells with several readouts");
    const WellsStudy study(file);
    if (const std::string lacking = figure.lacking(file, study); !lacking.empty())
      refuse(file, name, lacking);
    return figure.draw(file, study, wish, out, format);
  }
  throw sweep::InputError("there is no figure '" + name + "'" + sweep::did_you_mean(name, names) +
                          "; --list names the figures of a file");
}

}  // namespace

std::vector<Figure> figures(const ResultsFile& file) {
  std::vector<Figure> possible;
  if (AccuracyVsReduction::of(file).reductions.size() > 1) {
    possible.push_back({kAccuracyVsReduction, "test accuracy against data reduction, a curve per SNR"});
  }
  if (!WellsStudy::is_in(file)) return possible;
  const WellsStudy study(file);
  for (const WellsFigure& figure : wells_figures()) {
    if (!figure.lacking(file, study).empty()) continue;
    possible.push_back({std::string(figure.name), std::string(figure.about)});
  }
  return possible;
}

std::string draw(const ResultsFile& file, const std::string& name, const std::string& out, const Wish& wish) {
  const Drawing drawing = drawing_of(file, name, out, image_format_of(out), wish);
  check_writable(out);
  try {
    run_gnuplot(drawing.script);
  } catch (...) {
    std::remove(out.c_str());
    throw;
  }
  return drawing.caption;
}

}  // namespace results
