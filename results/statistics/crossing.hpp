#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace results {

/// Where a falling curve crosses a threshold. Infinity: beyond the last point. Minus infinity: it is below
/// from the first point on. NaN: not known.
struct Crossing {
  double at = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();  // two-sided interval of the given confidence
  double high = std::numeric_limits<double>::quiet_NaN();
};

/// Means measured at rising `x`, and how uncertain they are.
struct MeasuredCurve {
  std::vector<double> x;
  std::vector<double> mean;
  std::vector<double> weight;  // of the monotone fit, e.g. replicates; > 0
  /// Of each mean, and its degrees of freedom: infinity where it is known, 0 where nothing is, and then there
  /// is no interval. Means of equal degrees of freedom have one estimate of spread in common.
  std::vector<double> standard_error;
  std::vector<double> degrees_of_freedom;
  /// Of what all means share (a replicate's samples), for a threshold that does not share it.
  double common_standard_error = 0;
  double common_degrees_of_freedom = 0;
};

/// What the crossing is asked of.
struct Threshold {
  double drop = 0;        // below the first measured mean, unless
  bool absolute = false;  // `drop` is to be taken as the value to cross
};

/// The crossing of the falling (isotonic) fit through the means, linear between points, with a parametric
/// bootstrap interval: means are drawn around the measured ones with t-distributed errors (one spread per
/// draw), each draw is made monotone, and its crossing taken; the interval has the percentiles of 2,000
/// draws. This is the projection of Lin and Dunson, Biometrika 101 (2014) 303. Resampling a handful of
/// replicates instead would be far too narrow. The same numbers give the same interval, always.
Crossing crossing(const MeasuredCurve& curve, const Threshold& threshold, double confidence);

}  // namespace results
