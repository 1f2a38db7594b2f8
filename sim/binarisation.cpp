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

}  // namespace

double Binarisation::fit(std::span<const double> values) const {
  if (values.empty()) throw std::invalid_argument("binarisation: there are no values");
  switch (rule) {
    case Rule::MEDIAN:
      return quantile_of(values, 0.5);
    case Rule::QUANTILE:
      return quantile_of(values, quantile);
    case Rule::THRESHOLD:
      return threshold;
    case Rule::SIGN:
      break;
  }
  return 0;
}

}  // namespace sim
