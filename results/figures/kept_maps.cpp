#include "results/figures/kept_maps.hpp"

#include <algorithm>

#include "results/answers/wording.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

// Inches.
constexpr double kMap = 0.62;
constexpr double kMapTitle = 0.44;
constexpr double kMapBelow = 0.4;
constexpr double kMapGap = 0.2;
constexpr std::size_t kMapsInRow = 5;
constexpr std::size_t kMostPoints = 5000;  // of a map: more are an area

std::size_t rows_of(std::size_t maps) { return (maps + kMapsInRow - 1) / kMapsInRow; }

std::string count_of(const char* axis, const KeptPoints& kept) {
  return formatted("%s %zu", axis, kept.kept);
}

}  // namespace

std::string kept_maps(const std::vector<SpectraShown::Kept>& all, const Canvas& canvas, double margin) {
  const std::size_t in_row = std::min(kMapsInRow, std::max<std::size_t>(all.size(), 1));
  const double width = (canvas.width - margin - 0.1 - kMapGap * static_cast<double>(kMapsInRow - 1)) /
                       static_cast<double>(kMapsInRow);
  std::string text = "\n# kept points\nunset colorbox\nset format xy '%g'\n";
  for (std::size_t i = 0; i < all.size(); ++i) {
    const SpectraShown::Kept& kept = all[i];
    const std::size_t row = i / in_row;
    const double left = margin + static_cast<double>(i % in_row) * (width + kMapGap);
    const double bottom =
        static_cast<double>(rows_of(all.size()) - 1 - row) * (kMapTitle + kMap + kMapBelow) + kMapBelow;
    const double x = kept.times.longest_pump_time_ps;
    const double y = kept.times.longest_waiting_time_ps;
    const bool filled = kept.times.waiting_times_ps.size() * kept.times.pump_times_ps.size() > kMostPoints;
    text += formatted("$kept%zu << END\n", i + 1);
    if (filled) text += formatted("%.5g %.5g %.5g %.5g\n", x / 2, y / 2, x / 2, y / 2);
    for (const double wait : kept.times.waiting_times_ps)
      for (const double pump : kept.times.pump_times_ps)
        if (!filled) text += formatted("%.5g %.5g\n", pump, wait);
    text += "END\nunset label\n" + canvas.margins(left, bottom, width, kMap) +
            formatted("set xrange [%g:%g]\nset yrange [%g:%g]\n", -0.04 * x - 1e-3, 1.04 * x + 1e-3,
                      -0.05 * y - 1e-3, 1.05 * y + 1e-3) +
            formatted("set xtics %g\nset ytics %g\n", x > 2.5 ? 2.0 : 1.0, y > 12 ? 8.0 : 4.0) +
            "set xlabel 'Pump time (ps)' offset 0,0.6\n" +
            (i % in_row == 0 ? "set ylabel 'Waiting (ps)' offset 0,0\nset format y '%g'\n"
                             : "unset ylabel\nset format y ''\n");
    const double title = bottom + kMap + 0.34;
    text += canvas.label("reduction " + reduction_words(kept.reduction), left, title, "left");
    text +=
        canvas.label(count_of("Tw", kept.facts.waiting_times) + ", " + count_of("t1", kept.facts.pump_times),
                     left, title - 0.125, "left");
    text += canvas.label(
        count_of("w", kept.facts.frequencies) + (kept.facts.parts.kept == 2 ? ", complex" : ", real"), left,
        title - 0.25, "left");
    // The closer the points, the smaller.
    const double points = static_cast<double>(kept.times.pump_times_ps.size());
    text += formatted("plot $kept%zu using ", i + 1) +
            (filled ? std::string("1:2:3:4 with boxxyerror fillstyle solid noborder fillcolor rgb '")
                    : formatted("1:2 with points pointtype 7 pointsize %.3g linecolor rgb '",
                                std::clamp(8 / points, 0.06, 0.3))) +
            colours::kBlue + "'\n";
  }
  return text;
}

double kept_maps_height(std::size_t maps) {
  return static_cast<double>(rows_of(maps)) * (kMapTitle + kMap + kMapBelow);
}

}  // namespace results
