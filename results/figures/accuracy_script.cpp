#include "results/figures/accuracy_script.hpp"

#include <algorithm>
#include <cmath>

#include "results/figures/legend.hpp"
#include "results/figures/panel_frame.hpp"
#include "results/figures/reduction_axis.hpp"
#include "results/figures/snr_style.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

using Shown = AccuracyVsReduction;

constexpr double kAxisLabel = 0.1;  // inches above the figure's lower edge
constexpr double kPointSize = 0.6;
constexpr const char* kBestLine = "linewidth 0.8 dashtype (12,7)";
constexpr double kHalfMark = 0.035;  // inches

Legend legend_of(const Shown& shown) {
  Legend legend;
  if (shown.snrs.size() > 1) {
    legend.head("SNR");
    for (std::size_t i = 0; i < shown.snrs.size(); ++i) {
      const SeriesStyle style = snr_style(shown.snrs, i);
      legend.point(snr_text(shown.snrs[i]), formatted("linecolor rgb '%s' linewidth 1.3", style.colour),
                   style.colour, style.point);
    }
    legend.gap();
  }
  legend.patch("95 % interval", "fillcolor rgb '#C8C8C8' fillstyle solid noborder");
  if (shown.has_best) legend.line("best possible", std::string("linecolor rgb 'black' ") + kBestLine);
  if (shown.has_enough) legend.ring("enough data");
  legend.line("chance", kChanceLine);
  return legend;
}

/// The panel's points: where they stand, their mean and interval cut at the frame, and the best possible.
std::string data_blocks(const Shown& shown, std::size_t panel, const ReductionAxis& axis) {
  // Where an interval is a bar, points of different SNRs at the same reduction stand side by side, so that no
  // bar hides another.
  const double step = axis.side_by_side(shown.panels[panel].reductions, shown.snrs.size());
  const double middle = (static_cast<double>(shown.snrs.size()) - 1) / 2;
  std::string text;
  std::string rings = formatted("$enough%zu << END\n", panel);
  for (const Shown::Series& series : shown.panels[panel].series) {
    const bool alone = series.points.size() == 1;
    const double shift = alone ? std::pow(step, static_cast<double>(series.snr) - middle) : 1;
    text += formatted("$panel%zu_%zu << END\n# reduction, accuracy, low, high, best possible: percent\n",
                      panel, series.snr);
    for (const Shown::Point& point : series.points) {
      const Interval& interval = point.interval;
      const double mean = 100 * interval.mean;
      const double low = std::isnan(interval.low) ? mean : std::max(shown.axis_begin, 100 * interval.low);
      const double high = std::isnan(interval.high) ? mean : std::min(100.0, 100 * interval.high);
      text += formatted("%.8g %.8g %.8g %.8g ", point.reduction * shift, mean, low, high) +
              (std::isnan(point.best) ? "NaN\n" : formatted("%.8g\n", 100 * point.best));
      if (point.enough) rings += formatted("%.8g %.8g\n", point.reduction * shift, mean);
    }
    text += "END\n";
  }
  return text + rings + "END\n";
}

/// `mark` is the factor from the middle of a mark of the bound to its end.
std::string plot(const Shown& shown, std::size_t panel, double mark) {
  std::string text = std::string("plot 50 with lines ") + kChanceLine;
  const auto layer = [&](const Shown::Series& series, const std::string& columns, const std::string& with) {
    text +=
        formatted(", \\\n  $panel%zu_%zu using %s with %s", panel, series.snr, columns.c_str(), with.c_str());
  };
  const auto& all = shown.panels[panel].series;
  const auto colour = [&](const Shown::Series& series) {
    return formatted(" linecolor rgb '%s'", snr_style(shown.snrs, series.snr).colour);
  };
  for (const Shown::Series& series : all) {
    const std::string band = snr_style(shown.snrs, series.snr).see_through(band_alpha(shown.snrs.size()));
    if (series.points.size() > 1)
      layer(series, "1:3:4", "filledcurves fillcolor rgb '" + band + "' fillstyle solid noborder");
    else  // Vectors, not yerrorbars: those clear a box around each point and with it short bars.
      layer(series, "1:3:(0):($4-$3)", "vectors nohead linewidth 0.9" + colour(series));
  }
  for (const Shown::Series& series : all) {
    if (!shown.has_best) break;
    if (series.points.size() > 1)
      layer(series, "1:5 smooth unique", std::string("lines ") + kBestLine + colour(series));
    layer(series, formatted("($1/%.5f):5:($1*%.5f):(0)", mark, mark - 1 / mark),
          "vectors nohead linewidth 1.1" + colour(series));
  }
  for (const Shown::Series& series : all) {
    layer(series, "1:2 smooth unique",
          "lines linewidth 1.3" + colour(series));  // the mean at equal reductions
    layer(series, "1:2",
          formatted("points pointtype %d pointsize %g", snr_style(shown.snrs, series.snr).point, kPointSize) +
              colour(series));
  }
  const auto has_ring = [](const Shown::Series& series) {
    return std::any_of(series.points.begin(), series.points.end(),
                       [](const Shown::Point& p) { return p.enough; });
  };
  if (std::any_of(all.begin(), all.end(), has_ring))
    text += ring_layers(formatted("$enough%zu", panel), "1:2");
  return text + "\n";
}

}  // namespace

std::string accuracy_script(const AccuracyVsReduction& shown, const std::string& out, ImageFormat format) {
  std::vector<PanelGrid::Wish> wishes;
  for (const Shown::Panel& panel : shown.panels) {
    wishes.push_back({panel.architecture, panel.reductions.size() == 1});
  }
  const Legend legend = legend_of(shown);
  const PanelGrid grid(wishes, legend.width());
  const ReductionAxis axis(shown.reductions, grid.wide());
  const Canvas canvas{out, format, grid.width(), grid.height()};

  std::string text = canvas.begin() + "set multiplot\nset logscale x\n";
  text += formatted("set yrange [%g:101]\nset ytics 10\n", shown.axis_begin);
  for (std::size_t i = 0; i < shown.panels.size(); ++i) text += data_blocks(shown, i, axis);
  for (std::size_t i = 0; i < shown.panels.size(); ++i) {
    const PanelGrid::Panel& panel = grid.panels()[i];
    text += panel_frame(canvas, grid, i, "Test accuracy (%)");
    text += panel.narrow ? axis.around(shown.panels[i].reductions.front(), panel.width) : axis.whole();
    if (i == 0) {
      text += canvas.label("Data reduction", grid.middle(), kAxisLabel, "center");
      text += legend.text(canvas, grid.legend_left(), grid.legend_top());
    }
    text += plot(shown, i, axis.factor(kHalfMark)) + "unset label\nunset arrow\nunset object\n";
  }
  return text + "unset multiplot\nunset output\n";
}

}  // namespace results
