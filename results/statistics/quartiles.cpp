#include "results/statistics/quartiles.hpp"

#include <algorithm>
#include <cmath>

namespace results {

Quartiles::Quartiles(std::vector<double> values) {
  if (values.empty()) return;
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
  };
  lower = at(0.25);
  median = at(0.5);
  upper = at(0.75);
  const double reach = 1.5 * (upper - lower);
  lower_whisker = *std::lower_bound(values.begin(), values.end(), lower - reach);
  upper_whisker = *(std::upper_bound(values.begin(), values.end(), upper + reach) - 1);
}

}  // namespace results
