#pragma once

#include <cstdint>
#include <span>

namespace sim {

/// Above what a readout counts as positive.
struct Binarisation {
  enum class Rule {
    MEDIAN,     // of the wells at hand
    THRESHOLD,  // a given value
    QUANTILE,   // of the wells at hand
    SIGN        // 0
  };
  Rule rule = Rule::MEDIAN;
  double threshold = 0;   // for THRESHOLD
  double quantile = 0.5;  // for QUANTILE, in [0, 1]

  /// What a value has to exceed. `values` are those of training wells: no NaN, at least one; −∞ and +∞ are
  /// values outside the limits of detection. Between an infinite value and another the lower one is taken;
  /// a median or quantile that is the highest value of all gives way to the next lower one.
  double fit(std::span<const double> values) const;
};

}  // namespace sim
