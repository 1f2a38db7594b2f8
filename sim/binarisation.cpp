#include "sim/binarisation.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace sim {
namespace {

/// Linear between the values in order: Hyndman and Fan's type 7 (Am. Stat. 50 (1996) 361), as numpy's.
double quantile_of(std::span<const double> values, double q) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double low = sorted[below];
  const double share = place - static_cast<double>(below);
  if (share == 0 || !std::isfinite(low) || !std::isfinite(sorted[below + 1])) return low;
  return low + share * (sorted[below + 1] - low);
}

/// Where many wells share the highest value (they are above the limit of detection), those are the positive
/// ones.
double below_the_highest(double threshold, std::span<const double> values) {
  const double highest = *std::max_element(values.begin(), values.end());
  if (threshold < highest) return threshold;
  double next = highest;
  for (const double value : values) {
    if (value < highest && (next == highest || value > next)) next = value;
  }
  return next;
}

}  // namespace

double Binarisation::fit(std::span<const double> values) const {
  if (values.empty()) throw std::invalid_argument("binarisation: there are no values");
  switch (rule) {
    case Rule::MEDIAN:
      return below_the_highest(quantile_of(values, 0.5), values);
    case Rule::QUANTILE:
      return below_the_highest(quantile_of(values, quantile), values);
    case Rule::THRESHOLD:
      return threshold;
    case Rule::SIGN:
      break;
  }
  return 0;
}

}  // namespace sim
