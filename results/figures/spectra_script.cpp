#include "results/figures/spectra_script.hpp"

#include <algorithm>
#include <cmath>

#include "results/figures/canvas.hpp"
#include "results/figures/gnuplot.hpp"
#include "results/figures/kept_maps.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

// Inches.
constexpr double kWidth = 7.0;
constexpr double kLeft = 0.66;
constexpr double kRight = 0.8;  // the colours' scale
constexpr double kTop = 0.22;
constexpr double kGap = 0.1;
constexpr double kPanel = 1.5;             // height of a spectrum
constexpr double kBelow = 0.46;            // numbers and name of the probe axis
constexpr std::size_t kMostColumns = 130;  // a panel shows no more; of more frequencies, every second …

// ColorBrewer's RdBu, which colour-blind readers tell apart (colorbrewer2.org); in bands, like contours.
constexpr const char* kColours =
    "set palette maxcolors 17 defined (0 '#053061', 1 '#2166AC', 2 '#4393C3', 3 '#92C5DE', 4 '#D1E5F0', "
    "5 '#FFFFFF', 6 '#FDDBC7', 7 '#F4A582', 8 '#D6604D', 9 '#B2182B', 10 '#67001F')\n";

struct Layout {
  std::size_t columns, rows;
  double panel_width, spectra_bottom, height;

  explicit Layout(const SpectraShown& shown) {
    columns = std::max<std::size_t>(shown.pictures.spectra.size(), 1);
    rows = shown.pictures.snr > 0 && std::isfinite(shown.pictures.snr) ? 2 : 1;
    panel_width = (kWidth - kLeft - kRight - kGap * static_cast<double>(columns - 1)) /
                  static_cast<double>(std::max<std::size_t>(columns, 2));
    spectra_bottom = kept_maps_height(shown.kept.size()) + kBelow;
    height = shown.pictures.spectra.empty() ? spectra_bottom
                                            : spectra_bottom + static_cast<double>(rows) * kPanel +
                                                  static_cast<double>(rows - 1) * kGap + kTop;
  }
};

std::string matrix(const std::string& name, const std::vector<double>& values, std::size_t columns,
                   std::size_t every) {
  std::string text = name + " << END\n";
  for (std::size_t row = 0; row < values.size(); row += columns) {
    for (std::size_t i = 0; i < columns; i += every)
      text += formatted("%.3g ", std::clamp(values[row + i], -1.0, 1.0));
    text += "\n";
  }
  return text + "END\n";
}

double step_of(const std::vector<double>& axis) {
  return axis.size() > 1 ? (axis.back() - axis.front()) / static_cast<double>(axis.size() - 1) : 1;
}

std::string spectra(const SpectraShown& shown, const Layout& layout, const Canvas& canvas) {
  const std::vector<double>& probe = shown.pictures.probe_cm1;
  const std::vector<double>& pump = shown.pictures.pump_cm1;
  const std::size_t every = probe.size() / kMostColumns + 1;
  std::string text = "set border 15 linecolor rgb '#404040'\nunset grid\nset cbrange [-1:1]\n" +
                     std::string(kColours) +
                     formatted("set xrange [%g:%g]\nset yrange [%g:%g]\n", probe.front(), probe.back(),
                               pump.front(), pump.back()) +
                     "set xtics 20\nset ytics 20\n";
  for (std::size_t row = 0; row < layout.rows; ++row)
    for (std::size_t i = 0; i < shown.pictures.spectra.size(); ++i) {
      const SpectraPictures::AtWaitingTime& at = shown.pictures.spectra[i];
      const double left = kLeft + static_cast<double>(i) * (layout.panel_width + kGap);
      const double bottom =
          layout.spectra_bottom + static_cast<double>(layout.rows - 1 - row) * (kPanel + kGap);
      const std::string name = formatted("$%s%zu", row == 0 ? "clean" : "noisy", i + 1);
      text += "\n" + matrix(name, row == 0 ? at.clean : at.noisy, probe.size(), every) + "unset label\n" +
              canvas.margins(left, bottom, layout.panel_width, kPanel);
      if (row == 0)
        text += canvas.label(formatted("waiting time %.3g ps", at.waiting_time_ps),
                             left + layout.panel_width / 2, bottom + kPanel + 0.1, "center");
      text += canvas.label(row == 0 ? "no noise" : "SNR " + short_number(shown.pictures.snr), left + 0.06,
                           bottom + kPanel - 0.11, "left front");
      const bool last_row = row + 1 == layout.rows;
      text += last_row ? "set xlabel 'Probe frequency (cm^{-1})' offset 0,0.5\nset format x '%g'\n"
                       : "unset xlabel\nset format x ''\n";
      text += i == 0 ? "set ylabel 'Pump frequency (cm^{-1})' offset 0,0\nset format y '%g'\n"
                     : "unset ylabel\nset format y ''\n";
      const bool scale = row == 0 && i + 1 == shown.pictures.spectra.size();
      text += scale ? "set colorbox user origin " + canvas.place(left + layout.panel_width + 0.1, bottom) +
                          formatted(
                              " size screen %.5f,%.5f\nset cbtics 0.5 scale 0.3 offset -0.6,0\nset cblabel "
                              "'Signal' offset -0.3,0\n",
                              0.1 / canvas.width, kPanel / canvas.height)
                    : "unset colorbox\n";
      text += "plot " + name +
              formatted(" matrix using (%.6g+%.6g*$1):(%.6g+%.6g*$2):3 with image, \\\n", probe.front(),
                        step_of(probe) * static_cast<double>(every), pump.front(), step_of(pump)) +
              "  x with lines linecolor rgb '#909090' linewidth 0.6\n";
    }
  return text;
}

}  // namespace

std::string spectra_script(const SpectraShown& shown, const std::string& out, ImageFormat format) {
  const Layout layout(shown);
  const Canvas canvas{out, format, kWidth, layout.height};
  std::string text = canvas.begin() + "set multiplot\nset samples 200\n";
  if (!shown.pictures.spectra.empty()) text += spectra(shown, layout, canvas);
  return text + kept_maps(shown.kept, canvas, kLeft) + "unset multiplot\nunset output\n";
}

}  // namespace results
