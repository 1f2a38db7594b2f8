#include "results/wells/ranked_figure.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "results/formatted.hpp"
#include "results/statistics/chance_band.hpp"
#include "results/wells/figure_numbers.hpp"
#include "results/wells/paired_caption.hpp"
#include "results/wells/ranked_layout.hpp"

namespace results {
namespace {

using Ranking = std::vector<RankedReadout>;

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

std::string layers(const Ranking& ranking) {
  std::string text = formatted(
      "plot $chance using (($2+$4)/2):1:(($4-$2)/2):(0.5) with boxxyerror fillcolor rgb '%s' fillstyle solid "
      "noborder",
      kChanceBandColour);
  const auto ticks = [&](const char* block, int column, const char* colour) {
    text +=
        formatted(", \\\n  $%s using %d:($1-0.5):(0):(1) with vectors nohead linecolor rgb '%s' linewidth 1",
                  block, column, colour);
  };
  ticks("chance", 3, kChanceMeanColour);
  ticks("baseline", 2, kAlwaysPositiveColour);
  for (const VerdictMark& mark : kVerdictMarks) {
    if (!occurs(mark.verdict, ranking)) continue;
    const int block = static_cast<int>(mark.verdict);
    text += formatted(
        ", \\\n  $verdict%d using 3:1:($4-$3):(0) with vectors nohead linecolor rgb '%s' linewidth 1", block,
        mark.colour);
    const auto point = [&](int shape, const char* colour) {
      text +=
          formatted(", \\\n  $verdict%d using 2:1 with points pointtype %d pointsize 0.5 linecolor rgb '%s'",
                    block, shape, colour);
    };
    point(7, "white");  // hollow shapes hide the bar behind them
    point(mark.point, mark.colour);
  }
  return text + "\n";
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
         std::to_string(trials) + ") lies here, with its mean. Green: calling every well positive. " +
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
  const RankedLayout layout(study, ranking);
  const Canvas canvas{out, format, layout.width(), layout.height()};
  std::string text = canvas.begin() + layout.text(canvas);
  text += formatted("set border 1\nunset grid\nset grid xtics linetype 1 linecolor rgb '%s' linewidth 0.5\n",
                    colours::kGrid);
  text += formatted("set yrange [%zu.5:0.5]\nunset ytics\nset xrange [%g:1.01]\nset xtics 0.1\n",
                    ranking.size(), lowest(ranking));
  text += "set format x '%.1f'\nset xlabel 'F1' offset 0,0.5\n";
  text += data_of(ranking) + layers(ranking) + "unset output\n";
  return {text, caption_of(study, ranking), [numbers = ranked_numbers(study, ranking)] { return numbers; }};
}

}  // namespace results
