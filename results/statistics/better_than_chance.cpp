#include "results/statistics/better_than_chance.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <limits>

namespace results {
namespace {

constexpr double kRounding = 1e-9;  // of sums of shares

}  // namespace

double p_better_than_chance(double right_share, double chance_share, std::size_t wells) {
  const auto counted = static_cast<double>(wells / 2);
  const double hits = std::floor(right_share * counted + kRounding);
  if (std::isnan(hits) || std::isnan(chance_share)) return std::numeric_limits<double>::quiet_NaN();
  if (hits < 1 || chance_share >= 1) return 1;
  if (chance_share <= 0) return 0;
  const boost::math::binomial distribution(counted, chance_share);
  return boost::math::cdf(boost::math::complement(distribution, std::min(hits, counted) - 1));
}

double permutation_p(double measured, std::span<const double> permuted) {
  if (permuted.size() < kLeastPermuted || std::isnan(measured))
    return std::numeric_limits<double>::quiet_NaN();
  const auto reach = std::count_if(permuted.begin(), permuted.end(),
                                   [&](double value) { return value >= measured - kRounding; });
  return static_cast<double>(1 + reach) / static_cast<double>(1 + permuted.size());
}

}  // namespace results
