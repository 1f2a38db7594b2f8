#include "results/figures/spectra_script.hpp"

#include <algorithm>
#include <cmath>

#include "results/figures/canvas.hpp"
#include "results/figures/gnuplot.hpp"
#include "results/figures/heatmap_layout.hpp"
#include "results/figures/snr_style.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

// Inches.
constexpr double kWidth = 7.0;
constexpr double kLeft = 0.58;
constexpr double kRight = 0.62;  // the colours' scale
constexpr double kTop = 0.22;
constexpr double kGap = 0.1;
constexpr double kPanel = 1.5;   // height of a spectrum
constexpr double kBelow = 0.46;  // numbers and name of the probe axis
constexpr double kMap = 0.62;    // height of a map of kept points
constexpr double kMapTitle = 0.44;
constexpr double kMapBelow = 0.4;
constexpr double kMapGap = 0.2;
constexpr std::size_t kMapsInRow = 5;

// ColorBrewer's RdBu, which colour-blind readers tell apart (colorbrewer2.org); in bands, like contours.
constexpr const char* kColours =
    "set palette maxcolors 17 defined (0 '#053061', 1 '#2166AC', 2 '#4393C3', 3 '#92C5DE', 4 '#D1E5F0', "
    "5 '#FFFFFF', 6 '#FDDBC7', 7 '#F4A582', 8 '#D6604D', 9 '#B2182B', 10 '#67001F')\n";

struct Layout {
  std::size_t columns, rows, map_rows;
  double panel_width, spectra_bottom, height;

  explicit Layout(const SpectraShown& shown) {
    columns = std::max<std::size_t>(shown.pictures.spectra.size(), 1);
    rows = shown.pictures.snr > 0 && std::isfinite(shown.pictures.snr) ? 2 : 1;
    map_rows = (shown.kept.size() + kMapsInRow - 1) / kMapsInRow;
    panel_width = (kWidth - kLeft - kRight - kGap * static_cast<double>(columns - 1)) /
                  static_cast<double>(std::max<std::size_t>(columns, 2));
    spectra_bottom = static_cast<double>(map_rows) * (kMapTitle + kMap + kMapBelow) + kBelow;
    height =
        spectra_bottom + static_cast<double>(rows) * kPanel + static_cast<double>(rows - 1) * kGap + kTop;
  }
};

std::string matrix(const std::string& name, const std::vector<double>& values, std::size_t columns) {
  std::string text = name + " << END\n";
  for (std::size_t i = 0; i < values.size(); ++i)
    text += formatted("%.3g%c", std::clamp(values[i], -1.0, 1.0), (i + 1) % columns == 0 ? '\n' : ' ');
  return text + "END\n";
}

double step_of(const std::vector<double>& axis) {
  return axis.size() > 1 ? (axis.back() - axis.front()) / static_cast<double>(axis.size() - 1) : 1;
}

std::string spectra(const SpectraShown& shown, const Layout& layout, const Canvas& canvas) {
  const std::vector<double>& probe = shown.pictures.probe_cm1;
  const std::vector<double>& pump = shown.pictures.pump_cm1;
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
      text += "\n" + matrix(name, row == 0 ? at.clean : at.noisy, probe.size()) + "unset label\n" +
              canvas.margins(left, bottom, layout.panel_width, kPanel);
      if (row == 0)
        text += canvas.label(formatted("waiting time %.3g ps", at.waiting_time_ps),
                             left + layout.panel_width / 2, bottom + kPanel + 0.1, "center");
      text += canvas.label(row == 0 ? "no noise" : "SNR " + short_number(shown.pictures.snr), left + 0.06,
                           bottom + kPanel - 0.11, "left front");
      const bool last_row = row + 1 == layout.rows;
      text += last_row ? "set xlabel 'Probe frequency (cm^{-1})' offset 0,0.5\nset format x '%g'\n"
                       : "unset xlabel\nset format x ''\n";
      text += i == 0 ? "set ylabel 'Pump frequency (cm^{-1})' offset 1.2,0\nset format y '%g'\n"
                     : "unset ylabel\nset format y ''\n";
      const bool scale = row == 0 && i + 1 == shown.pictures.spectra.size();
      text += scale ? "set colorbox user origin " + canvas.place(left + layout.panel_width + 0.1, bottom) +
                          formatted(" size screen %.5f,%.5f\nset cbtics 0.5 scale 0.3 offset -0.6,0\n",
                                    0.1 / canvas.width, kPanel / canvas.height)
                    : "unset colorbox\n";
      text += "plot " + name +
              formatted(" matrix using (%.6g+%.6g*$1):(%.6g+%.6g*$2):3 with image, \\\n", probe.front(),
                        step_of(probe), pump.front(), step_of(pump)) +
              "  x with lines linecolor rgb '#909090' linewidth 0.6\n";
    }
  return text;
}

std::string count_of(const char* axis, const KeptPoints& kept) {
  return formatted("%s %zu", axis, kept.kept);
}

std::string maps(const SpectraShown& shown, const Layout& layout, const Canvas& canvas) {
  const std::size_t in_row = std::min(kMapsInRow, std::max<std::size_t>(shown.kept.size(), 1));
  const double width = (kWidth - kLeft - 0.1 - kMapGap * static_cast<double>(kMapsInRow - 1)) /
                       static_cast<double>(kMapsInRow);
  std::string text = "\n# kept points\nunset colorbox\nset format xy '%g'\n";
  for (std::size_t i = 0; i < shown.kept.size(); ++i) {
    const SpectraShown::Kept& kept = shown.kept[i];
    const std::size_t row = i / in_row;
    const double left = kLeft + static_cast<double>(i % in_row) * (width + kMapGap);
    const double bottom =
        static_cast<double>(layout.map_rows - 1 - row) * (kMapTitle + kMap + kMapBelow) + kMapBelow;
    const double x = kept.times.longest_pump_time_ps;
    const double y = kept.times.longest_waiting_time_ps;
    text += formatted("$kept%zu << END\n", i + 1);
    for (const double wait : kept.times.waiting_times_ps)
      for (const double pump : kept.times.pump_times_ps) text += formatted("%.5g %.5g\n", pump, wait);
    text += "END\nunset label\n" + canvas.margins(left, bottom, width, kMap) +
            formatted("set xrange [%g:%g]\nset yrange [%g:%g]\n", -0.04 * x - 1e-3, 1.04 * x + 1e-3,
                      -0.05 * y - 1e-3, 1.05 * y + 1e-3) +
            formatted("set xtics %g\nset ytics %g\n", x > 2.5 ? 2.0 : 1.0, y > 12 ? 8.0 : 4.0) +
            "set xlabel 'Pump time (ps)' offset 0,0.6\n" +
            (i % in_row == 0 ? "set ylabel 'Waiting (ps)' offset 1.2,0\nset format y '%g'\n"
                             : "unset ylabel\nset format y ''\n");
    const double title = bottom + kMap + 0.34;
    text += canvas.label("reduction " + reduction_name(kept.reduction), left, title, "left");
    text +=
        canvas.label(count_of("Tw", kept.facts.waiting_times) + ", " + count_of("t1", kept.facts.pump_times),
                     left, title - 0.125, "left");
    text += canvas.label(
        count_of("w", kept.facts.frequencies) + (kept.facts.parts.kept == 2 ? ", complex" : ", real"), left,
        title - 0.25, "left");
    // The closer the points, the smaller.
    const double points = static_cast<double>(kept.times.pump_times_ps.size());
    text += formatted("plot $kept%zu using 1:2 with points pointtype 7 pointsize %.3g linecolor rgb '%s'\n",
                      i + 1, std::clamp(8 / points, 0.06, 0.3), colours::kBlue);
  }
  return text;
}

}  // namespace

std::string spectra_script(const SpectraShown& shown, const std::string& out, ImageFormat format) {
  const Layout layout(shown);
  const Canvas canvas{out, format, kWidth, layout.height};
  std::string text = canvas.begin() + "set multiplot\nset samples 2\n";
  if (!shown.pictures.spectra.empty()) text += spectra(shown, layout, canvas);
  return text + maps(shown, layout, canvas) + "unset multiplot\nunset output\n";
}

}  // namespace results
