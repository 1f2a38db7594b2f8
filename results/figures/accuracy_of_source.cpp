// What a source knows of the points beside their accuracy: the best possible one, and which are enough.
#include <cmath>

#include "results/answers/minimum_words.hpp"
#include "results/csv_lines.hpp"
#include "results/figures/accuracy_vs_reduction.hpp"
#include "results/figures/known_points.hpp"
#include "results/varying_keys.hpp"

namespace results {
namespace {

std::string how_enough(const MinimumOptions& options) {
  const std::string than =
      options.target_accuracy
          ? "the accuracy asked for (" + level(*options.target_accuracy) + ")"
          : "the accuracy with the full cube (of the same architecture, else the teacher's, "
            "else the best)";
  return " Rings: enough data: the largest reduction shown, at " + level(options.confidence) +
         " confidence, to be at most " + points(options.margin) + " below " + than +
         ", with all smaller ones.";
}

}  // namespace

Summary accuracy_summary(const ResultsFile& file) {
  std::vector<std::string> keys = varying_keys(file, {"model.architecture", "data.snr"});
  keys.emplace_back("data_reduction");
  for (const std::string& key : varying_keys(file, {"data.sampling"})) keys.push_back(key);
  return {file, keys, "test_accuracy"};
}

AccuracyVsReduction AccuracyVsReduction::of(const FigureSource& source) {
  AccuracyVsReduction shown = of(accuracy_summary(source.file()));
  if (!source.is_spectra()) return shown;
  const KnownPoints known(source);
  for (Panel& panel : shown.panels) {
    for (Series& series : panel.series) {
      for (Point& point : series.points) {
        known.add_to(panel.architecture, shown.snrs[series.snr], point);
        shown.has_best = shown.has_best || !std::isnan(point.best);
        shown.has_enough = shown.has_enough || point.enough;
      }
    }
  }
  if (shown.has_best) {
    shown.caption +=
        " Dashed, in the colour of the SNR: the best accuracy that any decision can reach on the same data, "
        "from their Fisher information, with all but (Δ, τ) known; it depends on which points are kept, so "
        "only its marks, at the samplings tested, are computed.";
  }
  if (shown.has_enough) shown.caption += how_enough(source.minimum().options);
  const std::size_t variants = source.observations().variants.size();
  if (variants > 1 && (shown.has_best || shown.has_enough)) {
    shown.caption +=
        " Points are of " + std::to_string(variants) +
        " combinations of other settings: the best accuracy is their mean, too, and a ring stands only "
        "where all of them have it.";
  }
  return shown;
}

std::string AccuracyVsReduction::numbers(const ResultsFile& file) const {
  CsvLines csv({"architecture", "snr", "sampling", "data_reduction", "replicates", "test_accuracy", "sd",
                "low_95", "high_95", "interval", "best_accuracy", "best_accuracy_estimated",
                "minimum_dataset"});
  const auto or_setting = [&](const std::string& text, const char* key) {
    return text.empty() ? file.header().setting(key).value_or("") : text;
  };
  for (const Panel& panel : panels) {
    for (const Series& series : panel.series) {
      for (const Point& point : series.points) {
        const Interval& interval = point.interval;
        csv.add_field(or_setting(panel.architecture, "model.architecture"));
        if (std::isnan(snrs[series.snr]))
          csv.add_field(or_setting("", "data.snr"));
        else
          csv.add_field(snrs[series.snr]);
        csv.add_field(or_setting(point.sampling, "data.sampling"));
        csv.add(point.reduction, interval.n, interval.mean, interval.sd, interval.low, interval.high,
                description(interval.method), point.best, point.best_estimated, point.enough ? 1 : 0);
      }
    }
  }
  return csv.text();
}

}  // namespace results
