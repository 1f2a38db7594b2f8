#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/figures/accuracy_vs_reduction.hpp"

namespace results {

/// Architectures side by side on the same data: a panel per sampling that at least two were tested with. An
/// architecture that was tested with a single sampling only (the teacher, with the full cube) stands in every
/// panel, for reference.
struct Comparison {
  struct Dot {
    std::size_t architecture = 0;  // place in architectures
    std::size_t snr = 0;           // place in snrs
    bool reference = false;        // of other data than the panel's
    AccuracyVsReduction::Point point;
  };
  struct Panel {
    std::string sampling;
    double reduction = 1;
    std::vector<Dot> dots;
  };

  static Comparison of(const AccuracyVsReduction& all);
  /// As comma-separated values.
  std::string numbers() const;

  std::vector<std::string> architectures;  // in the order of the study file
  std::vector<double> snrs;                // falling
  std::vector<Panel> panels;               // by rising reduction
  bool has_best = false;
  bool has_reference = false;
};

}  // namespace results
