#include "results/statistics/wilcoxon_signed_rank.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <vector>

#include "results/statistics/ranks.hpp"

namespace results {
namespace {

constexpr std::size_t kMostExact = 25;

/// P(sum of positive ranks ≤ sum) when each of the ranks 1 … n is positive with probability ½.
double lower_tail(std::size_t n, std::size_t sum) {
  std::vector<double> ways(n * (n + 1) / 2 + 1, 0);  // subsets of the ranks so far, by their sum
  ways[0] = 1;
  for (std::size_t rank = 1; rank <= n; ++rank) {
    for (std::size_t s = ways.size(); s-- > rank;) ways[s] += ways[s - rank];
  }
  double count = 0;
  for (std::size_t s = 0; s <= sum; ++s) count += ways[s];
  return std::ldexp(count, -static_cast<int>(n));
}

double normal_p(double positive_ranks, double n, double tie_sum) {
  const double mean = n * (n + 1) / 4;
  const double variance = n * (n + 1) * (2 * n + 1) / 24 - tie_sum / 48;
  const double distance = std::max(0.0, std::abs(positive_ranks - mean) - 0.5);
  return 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), distance / std::sqrt(variance)));
}

}  // namespace

WilcoxonSignedRank wilcoxon_signed_rank(std::span<const double> differences) {
  WilcoxonSignedRank test;
  std::vector<double> sizes;
  std::vector<double> kept;
  for (const double difference : differences) {
    if (difference == 0) {
      ++test.zeros;
      continue;
    }
    kept.push_back(difference);
    sizes.push_back(std::abs(difference));
  }
  test.n = kept.size();
  if (kept.empty()) return test;
  const Ranks ranked(sizes);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] > 0) test.positive_ranks += ranked.ranks[i];
  }
  const auto n = static_cast<double>(test.n);
  if (test.n <= kMostExact && ranked.tie_sum == 0) {
    const double smaller = std::min(test.positive_ranks, n * (n + 1) / 2 - test.positive_ranks);
    test.p = std::min(1.0, 2 * lower_tail(test.n, static_cast<std::size_t>(smaller)));
  } else {
    test.p = std::min(1.0, normal_p(test.positive_ranks, n, ranked.tie_sum));
  }
  return test;
}

}  // namespace results
