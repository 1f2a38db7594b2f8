#include "results/figures/accuracy_script.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "results/figures/gnuplot.hpp"
#include "results/figures/panel_grid.hpp"
#include "results/figures/reduction_axis.hpp"
#include "results/formatted.hpp"
#include "sweep/level.hpp"

namespace results {
namespace {

using Shown = AccuracyVsReduction;

// Inches.
constexpr double kLegendLine = 0.2;
constexpr double kLegendAir = 0.06;
constexpr double kLegendPitch = 0.155;
constexpr double kBesideLegend = 0.16;
constexpr double kOverPanel = 0.1;  // of a title's last line
constexpr double kAxisLabel = 0.1;  // above the figure's lower edge

constexpr double kPointSize = 0.6;
constexpr const char* kChance = "linecolor rgb '#707070' linewidth 0.8 dashtype (14,8)";
constexpr const char* kShared =
    "set multiplot\n"
    "unset key\n"
    "set border 3 linecolor rgb '#404040' linewidth 0.6\n"
    "set tics nomirror out scale 0.5 textcolor rgb 'black'\n"
    "set grid ytics linetype 1 linecolor rgb '#E4E4E4' linewidth 0.5\n"
    "set logscale x\n";

struct Style {
  const char* colour;
  int point;  // gnuplot's number of a point shape
};

Style style_of(const Shown& shown, std::size_t snr) {
  static constexpr std::array<Style, 6> styles = {{{"#0072B2", 7},    // blue, disc
                                                   {"#D55E00", 5},    // vermillion, square
                                                   {"#009E73", 9},    // green, triangle
                                                   {"#CC79A7", 13},   // purple, diamond
                                                   {"#E69F00", 11},   // orange, triangle downwards
                                                   {"#56B4E9", 6}}};  // sky blue, ring
  if (shown.snrs[snr] == 0) return {"#000000", 4};                    // black, hollow square
  return styles[snr % styles.size()];
}

std::string snr_text(double snr) {
  if (snr == 0) return "noise only";
  return std::isinf(snr) ? "no noise" : sweep::Level(snr).text();
}

/// A place in the figure, whose units are its width and height.
std::string screen(const PanelGrid& grid, double x, double y) {
  return formatted("screen %.5f,%.5f", x / grid.width(), y / grid.height());
}

double legend_width(const Shown& shown) {
  if (shown.snrs.size() < 2) return 0;
  std::size_t longest = std::string_view("chance").size();
  for (const double snr : shown.snrs) longest = std::max(longest, snr_text(snr).size());
  return kBesideLegend + kLegendLine + kLegendAir + kCharacterWidth * static_cast<double>(longest);
}

/// Drawn by hand, as gnuplot's own key belongs to one panel.
std::string legend(const Shown& shown, const PanelGrid& grid) {
  const double x = grid.legend_left();
  double y = grid.legend_top();
  std::string text = "set label 'SNR' at " + screen(grid, x, y) + " left\n";
  const auto entry = [&](const std::string& name, const std::string& line) {
    y -= kLegendPitch;
    text += "set arrow from " + screen(grid, x, y) + " to " + screen(grid, x + kLegendLine, y) + " nohead " +
            line + "\n";
    text += "set label " + gnuplot_quoted(name) + " at " + screen(grid, x + kLegendLine + kLegendAir, y) +
            " left\n";
  };
  for (std::size_t i = 0; i < shown.snrs.size(); ++i) {
    const Style style = style_of(shown, i);
    entry(snr_text(shown.snrs[i]), formatted("linecolor rgb '%s' linewidth 1.3", style.colour));
    text += "set label '' at " + screen(grid, x + kLegendLine / 2, y) +
            formatted(" point pointtype %d pointsize %g linecolor rgb '%s'\n", style.point, kPointSize,
                      style.colour);
  }
  entry("chance", kChance);
  return text;
}

/// The panel's points: where they stand, their mean and their bar, cut at the frame.
std::string data_blocks(const Shown& shown, std::size_t panel, const ReductionAxis& axis) {
  // Points of different SNRs at the same reduction stand side by side, so that no bar hides another.
  const double step = axis.side_by_side(shown.panels[panel].reductions, shown.snrs.size());
  const double middle = (static_cast<double>(shown.snrs.size()) - 1) / 2;
  std::string text;
  for (const Shown::Series& series : shown.panels[panel].series) {
    const double shift = std::pow(step, static_cast<double>(series.snr) - middle);
    text += formatted("$panel%zu_%zu << END\n", panel, series.snr);
    for (const Shown::Point& point : series.points) {
      const Interval& interval = point.interval;
      const double mean = 100 * interval.mean;
      const double low = std::isnan(interval.low) ? mean : std::max(shown.axis_begin, 100 * interval.low);
      const double high = std::isnan(interval.high) ? mean : std::min(100.0, 100 * interval.high);
      text += formatted("%.8g %.8g %.8g %.8g\n", point.reduction * shift, mean, low, high);
    }
    text += "END\n";
  }
  return text;
}

std::string plot(const Shown& shown, std::size_t panel) {
  std::string text = std::string("plot 50 with lines ") + kChance;
  for (const Shown::Series& series : shown.panels[panel].series) {
    const Style style = style_of(shown, series.snr);
    const auto layer = [&](const char* columns, const std::string& with) {
      text += formatted(", \\\n  $panel%zu_%zu using %s with %s linecolor rgb '%s'", panel, series.snr,
                        columns, with.c_str(), style.colour);
    };
    // Vectors and points, not yerrorbars: those clear a box around each point and with it short bars.
    layer("1:3:(0):($4-$3)", "vectors nohead linewidth 0.9");
    layer("1:2", "lines linewidth 1.3");
    layer("1:2", formatted("points pointtype %d pointsize %g", style.point, kPointSize));
  }
  return text + "\n";
}

std::string frame(const PanelGrid& grid, const PanelGrid::Panel& panel) {
  const double top = panel.bottom + grid.panel_height();
  std::string text = formatted("set lmargin at screen %.5f\nset rmargin at screen %.5f\n",
                               panel.left / grid.width(), (panel.left + panel.width) / grid.width());
  text += formatted("set tmargin at screen %.5f\nset bmargin at screen %.5f\n", top / grid.height(),
                    panel.bottom / grid.height());
  text += panel.first_in_row ? "set format y '%g'\nset ylabel 'Test accuracy (%)' offset 1.2,0\n"
                             : "set format y ''\nunset ylabel\n";
  double y = top + kOverPanel + kTitlePitch * static_cast<double>(panel.title.size());
  for (const std::string& line : panel.title) {
    y -= kTitlePitch;
    text += "set label " + gnuplot_quoted(line) + " at " + screen(grid, panel.left + panel.width / 2, y) +
            " center noenhanced\n";
  }
  return text;
}

}  // namespace

std::string accuracy_script(const AccuracyVsReduction& shown, const std::string& out, ImageFormat format) {
  std::vector<PanelGrid::Wish> wishes;
  for (const Shown::Panel& panel : shown.panels) {
    wishes.push_back({panel.architecture, panel.reductions.size() == 1});
  }
  const PanelGrid grid(wishes, legend_width(shown));
  const ReductionAxis axis(shown.reductions, grid.wide());

  std::string text = gnuplot_terminal(out, format, grid.width(), grid.height()) + kShared;
  text += formatted("set yrange [%g:101]\nset ytics 10\n", shown.axis_begin);
  for (std::size_t i = 0; i < shown.panels.size(); ++i) text += data_blocks(shown, i, axis);
  for (std::size_t i = 0; i < shown.panels.size(); ++i) {
    const PanelGrid::Panel& panel = grid.panels()[i];
    text += frame(grid, panel);
    text += panel.narrow ? axis.around(shown.panels[i].reductions.front(), panel.width) : axis.whole();
    if (i == 0) {
      text += "set label 'Data reduction' at " + screen(grid, grid.middle(), kAxisLabel) + " center\n";
      if (shown.snrs.size() > 1) text += legend(shown, grid);
    }
    text += plot(shown, i) + "unset label\nunset arrow\n";
  }
  return text + "unset multiplot\nunset output\n";
}

}  // namespace results
