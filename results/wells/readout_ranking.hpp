#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "results/wells/verdict.hpp"
#include "results/wells/wells_study.hpp"

namespace results {

/// Expected share of wrong ones among the readouts that are called predicted.
inline constexpr double kFalseDiscoveryRate = 0.05;

/// How well a readout is predicted by the architecture with the highest mean F1. What is not known is NaN.
struct RankedReadout {
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

  std::size_t readout = 0;        // places in the study's lists
  std::size_t architecture = 0;   // the best
  std::size_t architectures = 0;  // that it was the best of
  std::size_t trials = 0;         // of the best architecture
  std::size_t all_trials = 0;     // of all architectures
  std::size_t wells = 0;          // used, in the trial that used fewest
  std::size_t positives = 0;      // of those

  double f1 = kUnknown;      // mean over the best architecture's trials
  double f1_low = kUnknown;  // 95 %, bootstrap over wells
  double f1_high = kUnknown;
  double always_positive_f1 = kUnknown;
  double intensity_f1 = kUnknown;
  double mcc = kUnknown;
  double auc = kUnknown;
  double p = kUnknown;           // smallest of the architectures, times their number
  double p_adjusted = kUnknown;  // the same, adjusted over all readouts
  double p_permuted = kUnknown;  // against trials of permuted labels, as p; not adjusted over readouts
  Verdict verdict = Verdict::NOT_SHOWN;
};

/// All readouts with complete trials of measured labels, by falling F1; how is in docs/statistics.md.
std::vector<RankedReadout> ranked_readouts(const WellsStudy& study);

}  // namespace results
