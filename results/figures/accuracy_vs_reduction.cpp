#include "results/figures/accuracy_vs_reduction.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <set>

#include "results/footnotes.hpp"

namespace results {
namespace {

constexpr const char* kArchitecture = "model.architecture";
constexpr const char* kSnr = "data.snr";
constexpr const char* kReduction = "data_reduction";
constexpr const char* kSampling = "data.sampling";
constexpr double kBarsDownTo = 40;  // percent: the axis goes further down for means only

std::optional<std::size_t> place_of(const std::string& key, const Summary& summary) {
  const auto found = std::find(summary.keys().begin(), summary.keys().end(), key);
  if (found == summary.keys().end()) return std::nullopt;
  return static_cast<std::size_t>(found - summary.keys().begin());
}

double lowest_of(const Interval& interval) {
  return 100 * (std::isnan(interval.low) ? interval.mean : interval.low);
}

/// A single bar of few replicates can span half of all accuracies: it must not press the curves flat.
double axis_begin_of(const Summary& summary) {
  double lowest = 100;
  for (const Cell& cell : summary.cells()) {
    lowest = std::min({lowest, 100 * cell.interval.mean,  //
                       std::max(lowest_of(cell.interval), kBarsDownTo + 1)});
  }
  return std::clamp(5 * std::floor((lowest - 1) / 5), 0.0, 45.0);
}

std::string caption_of(const Summary& summary, double axis_begin) {
  std::string caption =
      "Test accuracy against data reduction: means over replicates. Bands, and bars where an SNR has one "
      "reduction only: 95 % intervals, " +
      interval_methods(summary) +
      ". Lines go through the mean of samplings of the same reduction. Dotted: chance.";
  std::set<std::size_t> replicates;
  bool cut = false;
  for (const Cell& cell : summary.cells()) {
    replicates.insert(cell.interval.n);
    cut = cut || lowest_of(cell.interval) < axis_begin;
  }
  if (cut) caption += " Intervals that end at the lower edge go on below it.";
  if (!replicates.empty()) {
    caption += " Replicates per point: " + std::to_string(*replicates.begin());
    if (replicates.size() > 1) caption += " to " + std::to_string(*replicates.rbegin());
    caption += ".";
  }
  for (const std::string& note : footnotes(summary)) caption += " " + note;
  return caption;
}

}  // namespace

AccuracyVsReduction AccuracyVsReduction::of(const Summary& summary) {
  const auto architecture_key = place_of(kArchitecture, summary);
  const auto snr_key = place_of(kSnr, summary);
  const auto sampling_key = place_of(kSampling, summary);
  const std::size_t reduction_key = place_of(kReduction, summary).value();
  const auto snr_of = [&](const Cell& cell) {
    return snr_key ? cell.numbers[*snr_key] : std::numeric_limits<double>::quiet_NaN();
  };

  AccuracyVsReduction shown;
  std::set<double, std::greater<>> snrs;
  std::set<double> reductions;
  for (const Cell& cell : summary.cells()) {
    if (snr_key) snrs.insert(snr_of(cell));
    reductions.insert(cell.numbers[reduction_key]);
  }
  shown.snrs.assign(snrs.begin(), snrs.end());
  if (!snr_key) shown.snrs = {snr_of({})};
  shown.reductions.assign(reductions.begin(), reductions.end());

  for (const Cell& cell : summary.cells()) {
    const std::string architecture = architecture_key ? cell.keys[*architecture_key] : "";
    auto panel = std::find_if(shown.panels.begin(), shown.panels.end(),
                              [&](const Panel& p) { return p.architecture == architecture; });
    if (panel == shown.panels.end()) {
      panel = shown.panels.insert(panel, {architecture, {}, {}});
      for (std::size_t i = 0; i < shown.snrs.size(); ++i) panel->series.push_back({i, {}});
    }
    const auto place = std::distance(snrs.begin(), snrs.find(snr_of(cell)));
    const double reduction = cell.numbers[reduction_key];
    panel->series[snr_key ? static_cast<std::size_t>(place) : 0].points.push_back(
        {reduction, cell.interval, sampling_key ? cell.keys[*sampling_key] : ""});
    const auto at = std::lower_bound(panel->reductions.begin(), panel->reductions.end(), reduction);
    if (at == panel->reductions.end() || *at != reduction) panel->reductions.insert(at, reduction);
  }
  for (Panel& panel : shown.panels) {
    std::erase_if(panel.series, [](const Series& series) { return series.points.empty(); });
  }
  shown.axis_begin = axis_begin_of(summary);
  shown.methods = interval_methods(summary);
  shown.caption = caption_of(summary, shown.axis_begin);
  return shown;
}

}  // namespace results
