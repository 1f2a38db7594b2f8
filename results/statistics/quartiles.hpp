#pragma once

#include <limits>
#include <vector>

namespace results {

/// Median and quartiles, interpolated linearly between order statistics (type 7 of Hyndman and Fan,
/// Am. Stat. 50 (1996) 361). NaN for no values.
struct Quartiles {
  explicit Quartiles(std::vector<double> values);

  double lower = std::numeric_limits<double>::quiet_NaN();
  double median = std::numeric_limits<double>::quiet_NaN();
  double upper = std::numeric_limits<double>::quiet_NaN();
  /// The furthest values within 1.5 times the box of it: Tukey's whiskers.
  double lower_whisker = std::numeric_limits<double>::quiet_NaN();
  double upper_whisker = std::numeric_limits<double>::quiet_NaN();
};

}  // namespace results
