#include "results/figures/figure.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "results/figures/gnuplot.hpp"
#include "results/figures/schedule_figure.hpp"
#include "results/figures/script_comment.hpp"
#include "results/figures/spectra_figures.hpp"
#include "results/wells/wells_figures.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

namespace fs = std::filesystem;

void check_writable(const std::string& out) {
  std::FILE* file = std::fopen(out.c_str(), "ab");
  if (file == nullptr) throw sweep::InputError(out + ": cannot be written: " + std::strerror(errno));
  std::fclose(file);
}

void write_file(const std::string& path, const std::string& text) {
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw sweep::InputError(path + ": cannot be written: " + std::strerror(errno));
}

[[noreturn]] void refuse(const ResultsFile& file, const std::string& name, const std::string& why) {
  throw sweep::InputError(file.path() + ": cannot give figure " + name + ": " + why);
}

[[noreturn]] void no_such_figure(const std::string& name) {
  std::vector<std::string> names;
  for (const SpectraFigure& figure : spectra_figures()) names.emplace_back(figure.name);
  for (const WellsFigure& figure : wells_figures()) names.emplace_back(figure.name);
  throw sweep::InputError("there is no figure '" + name + "'" + sweep::did_you_mean(name, names) +
                          "; --list names the figures of a file");
}

/// Nothing for a figure that is of another kind of study only.
template <class Kind>
const Kind* find(const std::vector<Kind>& kinds, const std::string& name) {
  for (const Kind& kind : kinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

/// `out` has no folder: the script is run in the folder of the figure.
Drawing drawing_of(const FigureSource& source, const std::string& name, const std::string& out,
                   ImageFormat format, const Wish& wish) {
  const ResultsFile& file = source.file();
  const WellsFigure* of_wells = find(wells_figures(), name);
  const SpectraFigure* of_spectra = find(spectra_figures(), name);
  if (of_wells == nullptr && of_spectra == nullptr) no_such_figure(name);
  if (of_spectra != nullptr && (source.is_spectra() || of_wells == nullptr)) {
    if (!source.is_spectra() && !of_spectra->of_any_task) refuse(file, name, "it takes a study of spectra");
    if (const std::string lacking = of_spectra->lacking(source); !lacking.empty())
      refuse(file, name, lacking);
    return of_spectra->draw(source, out, format);
  }
  if (!WellsStudy::is_in(file)) refuse(file, name, "it takes a study of wells with several readouts");
  const WellsStudy study(file);
  if (const std::string lacking = of_wells->lacking(file, study); !lacking.empty())
    refuse(file, name, lacking);
  return of_wells->draw(file, study, wish, out, format);
}

std::string with_ending(const std::string& out, const char* ending) {
  return fs::path(out).replace_extension(ending).string();
}

/// Writes all files of a figure, or none. Returns its caption.
std::string write_drawing(const Drawing& drawing, const std::string& name, const std::string& out,
                          Beside beside) {
  const fs::path path(out);
  check_writable(out);
  if (beside == Beside::DATA) {
    write_file(numbers_path(out), drawing.csv());
    write_file(script_path(out),
               script_comment(name, script_path(path.filename().string()), drawing.caption) + drawing.script);
  }
  try {
    const std::string folder = path.parent_path().string();
    run_gnuplot((folder.empty() ? "" : "cd " + gnuplot_quoted(folder) + "\n") + drawing.script);
  } catch (...) {
    std::remove(out.c_str());
    throw;
  }
  return drawing.caption;
}

}  // namespace

std::vector<Figure> figures(const FigureSource& source) {
  std::vector<Figure> possible;
  const auto add = [&](const auto& figure, const std::string& lacking) {
    if (lacking.empty()) possible.push_back({std::string(figure.name), std::string(figure.about)});
  };
  if (WellsStudy::is_in(source.file())) {
    const WellsStudy study(source.file());
    for (const WellsFigure& figure : wells_figures()) add(figure, figure.lacking(source.file(), study));
  }
  for (const SpectraFigure& figure : spectra_figures()) {
    if (source.is_spectra() || figure.of_any_task) add(figure, figure.lacking(source));
  }
  return possible;
}

std::string numbers_path(const std::string& out) { return with_ending(out, ".csv"); }
std::string script_path(const std::string& out) { return with_ending(out, ".gp"); }

std::string draw(const FigureSource& source, const std::string& name, const std::string& out,
                 const Wish& wish, Beside beside) {
  const ImageFormat format = image_format_of(out);
  return write_drawing(drawing_of(source, name, fs::path(out).filename().string(), format, wish), name, out,
                       beside);
}

std::string draw_schedule(const Schedule& schedule, const std::string& out) {
  const ImageFormat format = image_format_of(out);
  return write_drawing(schedule_drawing(schedule, fs::path(out).filename().string(), format), "schedule", out,
                       Beside::NOTHING);
}

}  // namespace results
