#include "results/figures/comparison_figure.hpp"

#include <algorithm>
#include <cmath>

#include "results/answers/wording.hpp"
#include "results/figures/evenly.hpp"
#include "results/figures/gnuplot.hpp"
#include "results/figures/legend.hpp"
#include "results/figures/panel_frame.hpp"
#include "results/figures/snr_style.hpp"
#include "results/figures/spectra_caption.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

constexpr std::size_t kMostPanels = 8;
constexpr double kAxisLabel = 0.1;
constexpr double kRoom = 5.4;  // inches, of a page for panels
constexpr double kTicPitch = 0.26;
constexpr double kDotPitch = 0.055;
constexpr double kSpread = 0.66;  // of an SNR's place, taken by its dots
constexpr const char* kBest = "linewidth 1.1 linecolor rgb 'black'";

double step_of(const Comparison& comparison) {
  return kSpread / static_cast<double>(std::max<std::size_t>(comparison.architectures.size(), 2));
}

std::string data_of(const Comparison& comparison, std::size_t panel, double axis_begin) {
  const double middle = (static_cast<double>(comparison.architectures.size()) - 1) / 2;
  std::string text;
  for (std::size_t a = 0; a < comparison.architectures.size(); ++a) {
    text +=
        formatted("$panel%zu_%zu << END\n# place, accuracy, low, high, best possible (percent), other data\n",
                  panel, a);
    for (const Comparison::Dot& dot : comparison.panels[panel].dots) {
      if (dot.architecture != a) continue;
      const Interval& interval = dot.point.interval;
      const double mean = 100 * interval.mean;
      const double low = std::isnan(interval.low) ? mean : std::max(axis_begin, 100 * interval.low);
      const double high = std::isnan(interval.high) ? mean : std::min(100.0, 100 * interval.high);
      text += formatted(
                  "%.4f %.8g %.8g %.8g ",
                  static_cast<double>(dot.snr + 1) + (static_cast<double>(a) - middle) * step_of(comparison),
                  mean, low, high) +
              (std::isnan(dot.point.best) ? "NaN" : formatted("%.8g", 100 * dot.point.best)) +
              (dot.reference ? " 1\n" : " 0\n");
    }
    text += "END\n";
  }
  return text;
}

std::string plot(const Comparison& comparison, std::size_t panel) {
  std::string text = std::string("plot 50 with lines ") + kChanceLine;
  const double half = 0.42 * step_of(comparison);
  for (std::size_t a = 0; a < comparison.architectures.size(); ++a) {
    const SeriesStyle style = series_style(a);
    const auto layer = [&](const std::string& columns, const std::string& with) {
      text += formatted(", \\\n  $panel%zu_%zu using %s with %s", panel, a, columns.c_str(), with.c_str());
    };
    const std::string colour = formatted(" linecolor rgb '%s'", style.colour);
    if (comparison.has_best)
      layer(formatted("($1-%.4f):5:(%.4f):(0)", half, 2 * half), std::string("vectors nohead ") + kBest);
    layer("1:3:(0):($4-$3)", "vectors nohead linewidth 1" + colour);
    layer("1:2", formatted("points pointtype %d pointsize 0.6", style.point) + colour);
    // Of other data: with a white middle.
    layer("1:($6 == 1 ? $2 : NaN)", "points pointtype 7 pointsize 0.25 linecolor rgb 'white'");
  }
  return text + "\n";
}

std::string snr_tics(const Comparison& comparison) {
  std::string text;
  for (std::size_t i = 0; i < comparison.snrs.size(); ++i) {
    text += (i == 0 ? "" : ", ") + gnuplot_quoted(snr_tick(comparison.snrs[i])) + formatted(" %zu", i + 1);
  }
  return "set xtics (" + text + ") scale 0\n";
}

/// Few enough for the numbers on the x axis and the dots to be told apart.
std::size_t panels_per_row(const Comparison& comparison) {
  const auto snrs = static_cast<double>(comparison.snrs.size());
  const double dots = kDotPitch * static_cast<double>(comparison.architectures.size()) / kSpread;
  return static_cast<std::size_t>(std::clamp(kRoom / (snrs * std::max(kTicPitch, dots)), 1.0, 4.0));
}

Legend legend_of(const Comparison& comparison) {
  Legend legend;
  for (std::size_t a = 0; a < comparison.architectures.size(); ++a) {
    const SeriesStyle style = series_style(a);
    legend.point(comparison.architectures[a], formatted("linecolor rgb '%s' linewidth 1", style.colour),
                 style.colour, style.point);
  }
  legend.gap();
  if (comparison.has_best) legend.line("best possible", kBest);
  legend.line("chance", kChanceLine);
  return legend;
}

std::string caption_of(const FigureSource& source, const AccuracyVsReduction& all,
                       const Comparison& comparison) {
  std::string text =
      "Test accuracy of architectures on the same data by SNR, a panel per sampling: means over replicates. "
      "Bars: 95 % intervals of each mean, " +
      all.methods +
      "; architectures of a replicate share samples, noise and split, so differences between them are "
      "better known than bars suggest. Dotted: chance.";
  if (comparison.has_reference)
    text +=
        " Dots with a white middle: of the only data that the architecture was tested with, for reference.";
  if (comparison.has_best)
    text +=
        " Black: the best accuracy that any decision can reach on the data of the dot, with all but (Δ, τ) "
        "known.";
  if (comparison.panels.size() > kMostPanels)
    text += " Shown are " + std::to_string(kMostPanels) + " of " + std::to_string(comparison.panels.size()) +
            " samplings.";
  return text + spectra_caption_end(source.file());
}

}  // namespace

Drawing comparison_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  const AccuracyVsReduction all = AccuracyVsReduction::of(source);
  const Comparison comparison = Comparison::of(all);
  const std::vector<std::size_t> places = evenly(comparison.panels.size(), kMostPanels);
  std::vector<PanelGrid::Wish> wishes;
  for (const std::size_t place : places) {
    const double reduction = comparison.panels[place].reduction;
    wishes.push_back({reduction < 1.000001 ? "full data" : "reduction " + reduction_words(reduction), false});
  }
  const Legend legend = legend_of(comparison);
  const PanelGrid grid(wishes, legend.width(), panels_per_row(comparison));
  const Canvas canvas{out, format, grid.width(), grid.height()};
  std::string text = canvas.begin() + "set multiplot\n";
  text += formatted("set yrange [%g:101]\nset ytics 10\nset xrange [0.5:%zu.5]\n", all.axis_begin,
                    comparison.snrs.size());
  text += snr_tics(comparison);
  for (const std::size_t place : places) text += data_of(comparison, place, all.axis_begin);
  for (std::size_t i = 0; i < places.size(); ++i) {
    text += panel_frame(canvas, grid, i, "Test accuracy (%)");
    if (i == 0) {
      text += canvas.label("SNR", grid.middle(), kAxisLabel, "center");
      text += legend.text(canvas, grid.legend_left(), grid.legend_top());
    }
    text += plot(comparison, places[i]) + "unset label\nunset arrow\nunset object\n";
  }
  return {text + "unset multiplot\nunset output\n", caption_of(source, all, comparison),
          [comparison] { return comparison.numbers(); }};
}

}  // namespace results
