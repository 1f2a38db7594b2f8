#include "results/figure.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "results/accuracy_script.hpp"
#include "results/accuracy_vs_reduction.hpp"
#include "results/gnuplot.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr const char* kAccuracyVsReduction = "accuracy-vs-reduction";

void check_writable(const std::string& out) {
  std::FILE* file = std::fopen(out.c_str(), "ab");
  if (file == nullptr) throw sweep::InputError(out + ": cannot be written: " + std::strerror(errno));
  std::fclose(file);
}

}  // namespace

std::vector<Figure> figures(const ResultsFile& file) {
  std::vector<Figure> possible;
  if (AccuracyVsReduction::of(file).reductions.size() > 1) {
    possible.push_back({kAccuracyVsReduction, "test accuracy against data reduction, a curve per SNR"});
  }
  return possible;
}

std::string draw(const ResultsFile& file, const std::string& name, const std::string& out) {
  const ImageFormat format = image_format_of(out);
  if (name != kAccuracyVsReduction) {
    throw sweep::InputError("there is no figure '" + name + "'" +
                            sweep::did_you_mean(name, std::vector<std::string>{kAccuracyVsReduction}) +
                            "; --list names the figures of a file");
  }
  const AccuracyVsReduction shown = AccuracyVsReduction::of(file);
  if (shown.reductions.size() < 2) {
    throw sweep::InputError(file.path() + ": cannot give figure " + name + ": its complete trials have " +
                            (shown.reductions.empty() ? "no data reduction" : "a single data reduction") +
                            "; it takes a study with several levels of data.sampling");
  }
  check_writable(out);
  try {
    run_gnuplot(accuracy_script(shown, out, format));
  } catch (...) {
    std::remove(out.c_str());
    throw;
  }
  return shown.caption;
}

}  // namespace results
