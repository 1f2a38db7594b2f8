#include "results/statistics/dispersion.hpp"

#include <boost/math/distributions/chi_squared.hpp>

namespace results {

Dispersion dispersion(std::span<const CountOf> counts) {
  Dispersion result;
  double right = 0;
  double of = 0;
  for (const CountOf& count : counts) {
    right += static_cast<double>(count.right);
    of += static_cast<double>(count.of);
  }
  if (right == 0 || right == of) return result;
  const double share = right / of;
  std::size_t used = 0;
  for (const CountOf& count : counts) {
    const auto n = static_cast<double>(count.of);
    if (n == 0) continue;
    ++used;
    const double distance = static_cast<double>(count.right) - n * share;
    result.chi_square += distance * distance / (n * share * (1 - share));
  }
  if (used < 2) return {};
  result.degrees_of_freedom = used - 1;
  const boost::math::chi_squared distribution(static_cast<double>(result.degrees_of_freedom));
  result.p_more = boost::math::cdf(boost::math::complement(distribution, result.chi_square));
  return result;
}

}  // namespace results
