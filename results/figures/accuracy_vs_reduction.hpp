#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/interval.hpp"
#include "results/summary.hpp"

namespace results {

/// What the study's figure shows: test accuracy against data reduction, a curve per SNR, a panel per
/// architecture. How it is drawn is accuracy_script's business.
struct AccuracyVsReduction {
  struct Point {
    double reduction = 1;
    Interval interval;
  };
  struct Series {
    std::size_t snr = 0;        // place in snrs
    std::vector<Point> points;  // at least one, by rising reduction
  };
  struct Panel {
    std::string architecture;        // empty when it does not vary
    std::vector<Series> series;      // by falling SNR
    std::vector<double> reductions;  // of all its series, rising
  };

  /// Of a file's complete trials.
  static AccuracyVsReduction of(const ResultsFile& file);
  /// Of a summary of test_accuracy by data_reduction and, if wanted, by model.architecture and data.snr.
  static AccuracyVsReduction of(const Summary& summary);

  std::vector<Panel> panels;       // in the order of the study file
  std::vector<double> snrs;        // falling; a single NaN where SNR does not vary
  std::vector<double> reductions;  // of all panels, rising
  /// Where the axis of accuracy begins, in percent: every mean is above it, but a bar may reach below it.
  double axis_begin = 40;
  /// What a reader has to know beside the figure; one paragraph.
  std::string caption;
};

}  // namespace results
