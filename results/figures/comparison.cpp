#include "results/figures/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "results/csv_lines.hpp"

namespace results {
namespace {

using All = AccuracyVsReduction;

/// The samplings that an architecture was tested with.
std::set<std::string> samplings_of(const All::Panel& of) {
  std::set<std::string> texts;
  for (const All::Series& series : of.series) {
    for (const All::Point& point : series.points) texts.insert(point.sampling);
  }
  return texts;
}

}  // namespace

Comparison Comparison::of(const AccuracyVsReduction& all) {
  Comparison comparison;
  comparison.snrs = all.snrs;
  comparison.has_best = all.has_best;
  std::vector<std::set<std::string>> tested;
  for (const All::Panel& of : all.panels) {
    comparison.architectures.push_back(of.architecture);
    tested.push_back(samplings_of(of));
    for (const All::Series& series : of.series) {
      for (const All::Point& point : series.points) {
        const auto same = [&](const Panel& panel) { return panel.sampling == point.sampling; };
        if (std::none_of(comparison.panels.begin(), comparison.panels.end(), same))
          comparison.panels.push_back({point.sampling, point.reduction, {}});
      }
    }
  }
  std::stable_sort(comparison.panels.begin(), comparison.panels.end(),
                   [](const Panel& a, const Panel& b) { return a.reduction < b.reduction; });
  for (Panel& panel : comparison.panels) {
    std::set<std::size_t> others;
    for (std::size_t a = 0; a < all.panels.size(); ++a) {
      const bool here = tested[a].contains(panel.sampling);
      if (!here && tested[a].size() > 1) continue;
      for (const All::Series& series : all.panels[a].series) {
        for (const All::Point& point : series.points) {
          if (here && point.sampling != panel.sampling) continue;
          panel.dots.push_back({a, series.snr, !here, point});
        }
      }
      others.insert(a);
    }
    if (others.size() < 2) panel.dots.clear();
  }
  std::erase_if(comparison.panels, [](const Panel& panel) { return panel.dots.empty(); });
  for (const Panel& panel : comparison.panels) {
    for (const Dot& dot : panel.dots) comparison.has_reference = comparison.has_reference || dot.reference;
  }
  return comparison;
}

std::string Comparison::numbers() const {
  CsvLines csv({"panel_sampling", "panel_reduction", "snr", "architecture", "sampling", "data_reduction",
                "replicates", "test_accuracy", "sd", "low_95", "high_95", "interval", "best_accuracy"});
  for (const Panel& panel : panels) {
    for (const Dot& dot : panel.dots) {
      const Interval& interval = dot.point.interval;
      csv.add(panel.sampling, panel.reduction, snrs[dot.snr], architectures[dot.architecture],
              dot.point.sampling, dot.point.reduction, interval.n, interval.mean, interval.sd, interval.low,
              interval.high, description(interval.method), dot.point.best);
    }
  }
  return csv.text();
}

}  // namespace results
