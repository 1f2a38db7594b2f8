#include "results/statistics/binomial_test.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>

namespace results {
namespace {

constexpr double kTie = 1 + 1e-7;

}  // namespace

ExactShare clopper_pearson(std::size_t count, std::size_t of, double confidence) {
  using boost::math::binomial;
  ExactShare share{count, of, 0, 1};
  if (of == 0) return share;
  const auto trials = static_cast<double>(of);
  const auto successes = static_cast<double>(count);
  const double tail = (1 - confidence) / 2;
  share.low = binomial::find_lower_bound_on_p(trials, successes, tail);
  share.high = binomial::find_upper_bound_on_p(trials, successes, tail);
  return share;
}

double exact_binomial_p(std::size_t count, std::size_t of, double chance) {
  if (of == 0) return 1;
  const boost::math::binomial distribution(static_cast<double>(of), chance);
  const double seen = boost::math::pdf(distribution, static_cast<double>(count));
  double p = 0;
  for (std::size_t i = 0; i <= of; ++i) {
    const double probability = boost::math::pdf(distribution, static_cast<double>(i));
    if (probability <= seen * kTie) p += probability;
  }
  return std::min(1.0, p);
}

}  // namespace results
