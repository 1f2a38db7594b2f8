#include "results/figure.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "results/accuracy_vs_reduction.hpp"
#include "results/gnuplot.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr const char* kAccuracyVsReduction = "accuracy-vs-reduction";

ImageFormat format_of(const std::string& out) {
  const std::string ending = std::filesystem::path(out).extension().string();
  if (ending == ".pdf") return ImageFormat::PDF;
  if (ending == ".svg") return ImageFormat::SVG;
  if (ending == ".png") return ImageFormat::PNG;
  throw sweep::InputError(out + ": a figure cannot be written as '" + ending +
                          "': the file name must end in .pdf, .svg or .png");
}

void check_writable(const std::string& out) {
  std::FILE* file = std::fopen(out.c_str(), "ab");
  if (file == nullptr) throw sweep::InputError(out + ": cannot be written: " + std::strerror(errno));
  std::fclose(file);
}

}  // namespace

std::vector<Figure> figures(const ResultsFile& file) {
  std::vector<Figure> possible;
  if (AccuracyVsReduction(file).reductions().size() > 1) {
    possible.push_back({kAccuracyVsReduction, "test accuracy against data reduction, a curve per SNR"});
  }
  return possible;
}

std::string draw(const ResultsFile& file, const std::string& name, const std::string& out) {
  const ImageFormat format = format_of(out);
  if (name != kAccuracyVsReduction) {
    throw sweep::InputError("there is no figure '" + name + "'" +
                            sweep::did_you_mean(name, std::vector<std::string>{kAccuracyVsReduction}) +
                            "; --list names the figures of a file");
  }
  const AccuracyVsReduction figure(file);
  if (figure.reductions().size() < 2) {
    throw sweep::InputError(file.path() + ": cannot give figure " + name + ": its complete trials have " +
                            (figure.reductions().empty() ? "no data reduction" : "a single data reduction") +
                            "; it takes a study with several levels of data.sampling");
  }
  check_writable(out);
  try {
    run_gnuplot(figure.script(out, format));
  } catch (...) {
    std::remove(out.c_str());
    throw;
  }
  return figure.caption();
}

}  // namespace results
