#include "results/figures/heatmap_figure.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "results/answers/wording.hpp"
#include "results/figures/canvas.hpp"
#include "results/figures/cividis.hpp"
#include "results/figures/gnuplot.hpp"
#include "results/figures/heatmap_caption.hpp"
#include "results/figures/snr_style.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

using Shown = AccuracyVsReduction;

constexpr double kChance = 0.5;  // where the colours begin; they end at 1
constexpr double kBarWidth = 1.1;
constexpr double kHalfBar = 0.055;
constexpr const char* kHatched =
    "fillstyle pattern 4 border rgb '#B8B8B8' fillcolor rgb '#B8B8B8' linewidth 0.5";

unsigned colour_of(double accuracy) { return cividis((accuracy - kChance) / (1 - kChance)); }

/// Cells of the columns shown, and whether some of them was not tested.
std::pair<std::string, bool> data_of(const Shown& shown, const HeatmapLayout& layout, std::size_t panel) {
  std::string tested =
      formatted("$tested%zu << END\n# column, row, colour, accuracy (percent), its colour\n", panel);
  std::string missing = formatted("$missing%zu << END\n# column, row\n", panel);
  bool gaps = false;
  const auto& columns = layout.panels[panel].columns;
  for (std::size_t snr = 0; snr < shown.snrs.size(); ++snr) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::string at = formatted("%zu %zu", c + 1, snr + 1);
      const Shown::Point* found = nullptr;
      for (const Shown::Series& series : shown.panels[panel].series) {
        for (const Shown::Point& point : series.points) {
          if (series.snr == snr && HeatmapLayout::Column{point.reduction, point.sampling} == columns[c])
            found = &point;
        }
      }
      if (found == nullptr) {
        missing += at + "\n";
        gaps = true;
        continue;
      }
      const unsigned colour = colour_of(found->interval.mean);
      const double percent = 100 * found->interval.mean;
      // 100 % has no room for a decimal.
      const std::string number = formatted(layout.decimals && percent < 99.95 ? "%.1f" : "%.0f", percent);
      tested += at + formatted(" %u %s %u\n", colour, number.c_str(), text_colour_on(colour));
    }
  }
  return {tested + "END\n" + missing + "END\n", gaps};
}

std::string axes(const Shown& shown, const HeatmapLayout& layout, std::size_t panel) {
  const HeatmapLayout::Panel& place = layout.panels[panel];
  std::string x;
  for (std::size_t c = 0; c < place.columns.size(); ++c)
    x += formatted("%s'%s' %zu", c == 0 ? "" : ", ", reduction_words(place.columns[c].reduction).c_str(),
                   c + 1);
  std::string y;
  for (std::size_t i = 0; i < shown.snrs.size() && place.first_in_row; ++i) {
    y += (i == 0 ? "" : ", ") + gnuplot_quoted(snr_tick(shown.snrs[i])) + formatted(" %zu", i + 1);
  }
  return formatted("set xrange [0.5:%zu.5]\nset yrange [%zu.5:0.5]\n", place.columns.size(),
                   shown.snrs.size()) +
         "set xtics (" + x + ") scale 0 offset 0,0.3" + (layout.upright ? " rotate by 90 right\n" : "\n") +
         (place.first_in_row ? "set ytics (" + y + ") scale 0 offset 0.6,0\n" : "unset ytics\n") +
         (place.first_in_row && !std::isnan(shown.snrs[0]) ? "set ylabel 'SNR' offset 1.2,0\n"
                                                           : "unset ylabel\n");
}

/// What colours mean, at the foot.
std::string legend(const HeatmapLayout& layout, const Canvas& canvas, bool missing) {
  constexpr double kY = 0.14;
  constexpr int kSteps = 65;
  std::string text = "# what colours mean\n";
  double x = layout.left;
  text += canvas.label(missing ? "50" : "Test accuracy (%)  50", x + (missing ? 0.1 : 1.27), kY, "right");
  x += missing ? 0.16 : 1.33;
  for (int i = 0; i < kSteps; ++i) {
    text +=
        "set object rectangle from " + canvas.place(x + i * kBarWidth / kSteps, kY - kHalfBar) + " to " +
        canvas.place(x + std::min(i + 2.0, static_cast<double>(kSteps)) * kBarWidth / kSteps, kY + kHalfBar) +
        formatted(" fillcolor rgb '#%06X' fillstyle solid noborder\n", cividis((i + 0.5) / kSteps));
  }
  text += canvas.label(missing ? "100 %" : "100", x + kBarWidth + 0.06, kY, "left");
  if (!missing) return text;
  x += kBarWidth + 0.55;
  text += "set object rectangle from " + canvas.place(x, kY - kHalfBar) + " to " +
          canvas.place(x + 0.2, kY + kHalfBar) + " " + kHatched + "\n";
  return text + canvas.label("not tested", x + 0.26, kY, "left");
}

}  // namespace

Drawing heatmap_figure(const FigureSource& source, const std::string& out, ImageFormat format) {
  const Shown shown = Shown::of(source);
  const HeatmapLayout layout(shown);
  const Canvas canvas{out, format, layout.width, layout.height};
  std::string text = canvas.begin() + "set multiplot\nunset grid\nset border 15 linecolor rgb '#A0A0A0'\n";
  std::vector<bool> gaps;  // by panel
  for (std::size_t i = 0; i < layout.panels.size(); ++i) {
    const auto [data, some_missing] = data_of(shown, layout, i);
    text += data;
    gaps.push_back(some_missing);
  }
  for (std::size_t i = 0; i < layout.panels.size(); ++i) {
    const HeatmapLayout::Panel& panel = layout.panels[i];
    text += "\n# panel " + std::to_string(i + 1) + "\n" +
            canvas.margins(panel.left, panel.bottom, panel.width, layout.panel_height()) +
            axes(shown, layout, i);
    text += canvas.label(shown.panels[i].architecture, panel.left, panel.bottom + layout.panel_height() + 0.1,
                         "left");
    if (i == 0) {
      text += canvas.label("Data reduction", layout.left, 0.37, "left") +
              legend(layout, canvas, std::find(gaps.begin(), gaps.end(), true) != gaps.end());
    }
    const std::string hatched =
        formatted("$missing%zu using 1:2:(0.5):(0.5) with boxxyerror %s, \\\n  ", i, kHatched);
    text += "plot " + (gaps[i] ? hatched : "") +
            formatted(
                "$tested%zu using 1:2:(0.5):(0.5):3 with boxxyerror fillcolor rgb variable fillstyle solid "
                "border rgb 'white' linewidth 0.5",
                i);
    text += formatted(", \\\n  $tested%zu using 1:2:4:5 with labels textcolor rgb variable\n", i);
    text += "unset label\nunset object\n";
  }
  return {text + "unset multiplot\nunset output\n", heatmap_caption(source, layout),
          [&source, shown] { return shown.numbers(source.file()); }};
}

}  // namespace results
