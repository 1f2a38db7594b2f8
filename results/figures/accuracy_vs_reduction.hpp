#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "results/figures/figure_source.hpp"
#include "results/interval.hpp"
#include "results/summary.hpp"

namespace results {

/// What the study's figure shows: test accuracy against data reduction, a curve per SNR, a panel per
/// architecture. How it is drawn is accuracy_script's business.
struct AccuracyVsReduction {
  struct Point {
    double reduction = 1;
    Interval interval;
    std::string sampling = "";
    /// What the best decision would reach on the same data, as a fraction; NaN where that is not known.
    double best = std::numeric_limits<double>::quiet_NaN();
    double best_estimated = std::numeric_limits<double>::quiet_NaN();
    bool enough = false;  // the largest reduction shown to be enough
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

  /// Of a file's complete trials, with what is known beside them.
  static AccuracyVsReduction of(const FigureSource& source);
  /// Of a summary of test_accuracy by data_reduction and, if wanted, by model.architecture, data.snr and
  /// data.sampling.
  static AccuracyVsReduction of(const Summary& summary);

  /// The numbers, as comma-separated values.
  std::string numbers(const ResultsFile& file) const;

  std::vector<Panel> panels;       // in the order of the study file
  std::vector<double> snrs;        // falling; a single NaN where SNR does not vary
  std::vector<double> reductions;  // of all panels, rising
  bool has_best = false;
  bool has_enough = false;
  /// Where the axis of accuracy begins, in percent: every mean is above it, but an interval may reach below.
  double axis_begin = 40;
  std::string methods;  // of the intervals
  /// What a reader has to know beside the figure; one paragraph.
  std::string caption;
};

/// Test accuracy of a file by architecture, SNR, reduction and sampling, as far as they vary.
Summary accuracy_summary(const ResultsFile& file);

}  // namespace results
