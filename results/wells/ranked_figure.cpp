#include "results/wells/ranked_figure.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "results/formatted.hpp"
#include "results/panel_grid.hpp"
#include "results/statistics/chance_band.hpp"
#include "results/wells/paired_caption.hpp"
#include "results/wells/readout_ranking.hpp"

namespace results {
namespace {

using Ranking = std::vector<RankedReadout>;

// Inches.
constexpr double kRowPitch = 0.152;
constexpr double kTop = 0.52;  // legend and column heads
constexpr double kBottom = 0.46;
constexpr double kPlotWidth = 3.2;
constexpr double kAir = 0.08;
constexpr double kWells = 0.42;  // the column with the number of wells
constexpr std::size_t kLongestName = 34;

std::string shortened(const std::string& name) {
  if (name.size() <= kLongestName) return name;
  std::size_t end = kLongestName - 1;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end) + "…";
}

std::string architecture_of(const WellsStudy& study, const RankedReadout& readout) {
  return study.architectures[readout.architecture] +
         (study.is_random(readout.architecture) ? " (random)" : "");
}

/// Where everything is, left to right.
struct Columns {
  Columns(const WellsStudy& study, const Ranking& ranking) {
    std::size_t name = 0;
    std::size_t architecture = 0;
    for (const RankedReadout& readout : ranking) {
      name = std::max(name, shortened(study.readouts[readout.readout]).size());
      architecture = std::max(architecture, architecture_of(study, readout).size());
    }
    plot = kCharacterWidth * static_cast<double>(name) + 2 * kAir;
    wells = plot + kPlotWidth + kWells;
    architectures = wells + 2 * kAir;
    width =
        architectures + kCharacterWidth * static_cast<double>(std::max<std::size_t>(architecture, 12)) + kAir;
  }
  double plot = 0;           // left edge
  double wells = 0;          // right edge
  double architectures = 0;  // left edge
  double width = 0;
};

std::string data_of(const Ranking& ranking) {
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, ChanceBand> bands;
  std::string chance = "$chance << END\n";
  std::string baseline = "$baseline << END\n";
  std::map<Verdict, std::string> points;
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    const RankedReadout& readout = ranking[i];
    const std::size_t row = i + 1;
    if (readout.wells > 0) {
      const auto key =
          std::make_tuple(readout.positives, readout.wells - readout.positives, readout.all_trials);
      auto found = bands.find(key);
      if (found == bands.end()) {
        found = bands.emplace(key, chance_band(std::get<0>(key), std::get<1>(key), std::get<2>(key))).first;
      }
      const ChanceBand& band = found->second;
      chance += formatted("%zu %.6g %.6g %.6g\n", row, band.low, band.mean, band.high);
    }
    if (!std::isnan(readout.always_positive_f1)) {
      baseline += formatted("%zu %.6g\n", row, readout.always_positive_f1);
    }
    const bool bar = !std::isnan(readout.f1_low);
    points[readout.verdict] +=
        formatted("%zu %.6g %.6g %.6g\n", row, readout.f1, bar ? readout.f1_low : readout.f1,
                  bar ? readout.f1_high : readout.f1);
  }
  std::string text = chance + "END\n" + baseline + "END\n";
  for (const Verdict verdict : {Verdict::PREDICTED, Verdict::NOT_SHOWN, Verdict::LEAKS}) {
    text += formatted("$verdict%d << END\n", static_cast<int>(verdict)) + points[verdict] + "END\n";
  }
  return text;
}

double lowest(const Ranking& ranking) {
  double least = 0.5;
  for (const RankedReadout& readout : ranking) {
    least = std::min({least, readout.f1, std::isnan(readout.f1_low) ? readout.f1 : readout.f1_low});
  }
  return std::max(0.0, std::floor(10 * least) / 10);
}

struct Mark {
  Verdict verdict;
  const char* colour;
  int point;
};
constexpr Mark kMarks[] = {{Verdict::PREDICTED, colours::kBlue, 7},
                           {Verdict::NOT_SHOWN, colours::kVermillion, 6},
                           {Verdict::LEAKS, colours::kPurple, 12}};

std::string layers(const Ranking& ranking) {
  std::string text = formatted(
      "plot $chance using (($2+$4)/2):1:(($4-$2)/2):(0.5) with boxxyerror fillcolor rgb '%s' fillstyle solid "
      "noborder",
      colours::kPaleGrey);
  text += ", \\\n  $chance using 3:($1-0.5):(0):(1) with vectors nohead linecolor rgb 'white' linewidth 1.2";
  text += formatted(
      ", \\\n  $baseline using 2:($1-0.5):(0):(1) with vectors nohead linecolor rgb '%s' linewidth 1",
      colours::kGreen);
  for (const Mark& mark : kMarks) {
    const bool any = std::any_of(ranking.begin(), ranking.end(),
                                 [&](const RankedReadout& r) { return r.verdict == mark.verdict; });
    if (!any) continue;
    text += formatted(
        ", \\\n  $verdict%d using 3:1:($4-$3):(0) with vectors nohead linecolor rgb '%s' linewidth 1",
        static_cast<int>(mark.verdict), mark.colour);
    text += formatted(", \\\n  $verdict%d using 2:1 with points pointtype 7 pointsize 0.5 linecolor rgb '%s'",
                      static_cast<int>(mark.verdict), mark.point == 7 ? mark.colour : "white");
    if (mark.point == 7) continue;
    text +=
        formatted(", \\\n  $verdict%d using 2:1 with points pointtype %d pointsize 0.5 linecolor rgb '%s'",
                  static_cast<int>(mark.verdict), mark.point, mark.colour);
  }
  return text + "\n";
}

/// One line above the plot, and the heads of the columns.
std::string heads(const Ranking& ranking, const Canvas& canvas, const Columns& columns) {
  const double y = canvas.height - 0.13;
  double x = 0.16;
  std::string text;
  const auto named = [&](const std::string& name) {
    text += canvas.label(name, x + 0.13, y, "left");
    x += 0.13 + 0.062 * static_cast<double>(name.size()) + 0.24;
  };
  for (const Mark& mark : kMarks) {
    const bool any = std::any_of(ranking.begin(), ranking.end(),
                                 [&](const RankedReadout& r) { return r.verdict == mark.verdict; });
    if (!any) continue;
    text += "set label '' at " + canvas.place(x, y) +
            formatted(" point pointtype %d pointsize 0.5 linecolor rgb '%s'\n", mark.point, mark.colour);
    named(std::string(description(mark.verdict)));
  }
  text += "set object rectangle from " + canvas.place(x - 0.08, y - 0.05) + " to " +
          canvas.place(x + 0.08, y + 0.05) +
          formatted(" fillcolor rgb '%s' fillstyle solid noborder\n", colours::kPaleGrey);
  named("best of as many coin flips as trials");
  text += "set arrow from " + canvas.place(x, y - 0.06) + " to " + canvas.place(x, y + 0.06) +
          formatted(" nohead linecolor rgb '%s' linewidth 1\n", colours::kGreen);
  named("always positive");
  const double head = canvas.height - kTop + 0.1;
  text += canvas.label("readout", columns.plot - kAir, head, "right textcolor rgb '#505050'");
  text += canvas.label("wells", columns.wells, head, "right textcolor rgb '#505050'");
  text += canvas.label("architecture", columns.architectures, head, "left textcolor rgb '#505050'");
  return text;
}

std::string rows(const WellsStudy& study, const Ranking& ranking, const Canvas& canvas,
                 const Columns& columns) {
  std::string text;
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    const double y = canvas.height - kTop - kRowPitch * (static_cast<double>(i) + 0.5);
    const RankedReadout& readout = ranking[i];
    text += canvas.label(shortened(study.readouts[readout.readout]), columns.plot - kAir, y, "right");
    text += canvas.label(std::to_string(readout.wells), columns.wells, y, "right");
    text += canvas.label(architecture_of(study, readout), columns.architectures, y, "left");
  }
  return text;
}

std::string caption_of(const WellsStudy& study, const Ranking& ranking) {
  std::size_t trials = 0;
  std::size_t predicted = 0;
  for (const RankedReadout& readout : ranking) {
    trials = std::max(trials, readout.all_trials);
    predicted += readout.verdict == Verdict::PREDICTED ? 1U : 0U;
  }
  return "F1 of " + std::to_string(ranking.size()) +
         " readouts, each by the architecture where its mean over augmentations and replicates is highest. "
         "Bars: 95 % intervals, bootstrap over wells. Grey: 95 % of the time the best of as many coin flips "
         "as "
         "the readout has trials (up to " +
         std::to_string(trials) + ") lies here; white: its mean. Green: calling every well positive. " +
         (study.leaks
              ? ""
              : std::to_string(predicted) +
                    " predicted: better than chance, binomial test with half "
                    "the wells, Bonferroni over architectures, Benjamini-Hochberg over readouts, q = " +
                    formatted("%g", kFalseDiscoveryRate) + "; not shown is not proof of nothing.") +
         caption_end(study);
}

}  // namespace

Drawing ranked_figure(const WellsStudy& study, const std::string& out, ImageFormat format) {
  const Ranking ranking = ranked_readouts(study);
  const Columns columns(study, ranking);
  const double plot_height = kRowPitch * static_cast<double>(ranking.size());
  const Canvas canvas{out, format, columns.width, kTop + plot_height + kBottom};
  std::string text = canvas.begin() + canvas.margins(columns.plot, kBottom, kPlotWidth, plot_height);
  text += formatted("set border 1\nunset grid\nset grid xtics linetype 1 linecolor rgb '%s' linewidth 0.5\n",
                    colours::kGrid);
  text += formatted("set yrange [%zu.5:0.5]\nunset ytics\nset xrange [%g:1.01]\nset xtics 0.1\n",
                    ranking.size(), lowest(ranking));
  text += "set format x '%.1f'\nset xlabel 'F1' offset 0,0.5\n";
  text += heads(ranking, canvas, columns) + rows(study, ranking, canvas, columns);
  text += data_of(ranking) + layers(ranking) + "unset output\n";
  return {text, caption_of(study, ranking)};
}

}  // namespace results
