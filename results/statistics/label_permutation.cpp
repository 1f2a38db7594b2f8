#include "results/statistics/label_permutation.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace results {
namespace {

constexpr double kTie = 1e-9;  // of distances, which are sums of rounded numbers

/// Probability of each number of right samples, from `least` on in steps of two: whoever is called Different
/// by mistake leaves another one out.
struct RightCounts {
  double least = 0;
  std::vector<double> probability;
};

double log_choose(std::size_t n, std::size_t k) {
  const auto log_factorial = [](std::size_t i) { return std::lgamma(static_cast<double>(i) + 1); };
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

RightCounts right_counts(const CalledCounts& set) {
  const std::size_t marked = set.different + set.called_different;
  const std::size_t least = marked > set.total ? marked - set.total : 0;
  const std::size_t most = std::min(set.different, set.called_different);
  RightCounts counts;
  // Right are those that are both, and those that are neither.
  counts.least =
      static_cast<double>(set.total) + 2 * static_cast<double>(least) - static_cast<double>(marked);
  // Not Boost's hypergeometric distribution, which takes a hundred times as long for the same digits.
  const double all = log_choose(set.total, set.called_different);
  for (std::size_t both = least; both <= most; ++both) {
    counts.probability.push_back(std::exp(log_choose(set.different, both) +
                                          log_choose(set.total - set.different, set.called_different - both) -
                                          all));
  }
  return counts;
}

/// The distribution of the sum of two.
RightCounts sum(const RightCounts& a, const RightCounts& b) {
  RightCounts both{a.least + b.least,
                   std::vector<double>(a.probability.size() + b.probability.size() - 1, 0)};
  for (std::size_t i = 0; i < a.probability.size(); ++i) {
    for (std::size_t j = 0; j < b.probability.size(); ++j) {
      both.probability[i + j] += a.probability[i] * b.probability[j];
    }
  }
  return both;
}

}  // namespace

double CalledCounts::expected_right() const {
  if (total == 0) return 0;
  const auto n = static_cast<double>(total);
  const auto d = static_cast<double>(different);
  const auto c = static_cast<double>(called_different);
  return (d * c + (n - d) * (n - c)) / n;
}

LabelPermutation label_permutation(std::span<const CalledCounts> test_sets) {
  LabelPermutation result;
  RightCounts counts{0, {1}};
  double right = 0;
  for (const CalledCounts& set : test_sets) {
    if (set.total == 0) continue;
    counts = sum(counts, right_counts(set));
    result.expected_right += set.expected_right();
    right += static_cast<double>(set.right);
  }
  const double seen = std::abs(right - result.expected_right);
  double p = 0;
  double variance = 0;
  for (std::size_t i = 0; i < counts.probability.size(); ++i) {
    const double distance = counts.least + 2 * static_cast<double>(i) - result.expected_right;
    variance += counts.probability[i] * distance * distance;
    if (std::abs(distance) >= seen - kTie) p += counts.probability[i];
  }
  result.sd = std::sqrt(variance);
  result.p = std::min(1.0, p);
  return result;
}

}  // namespace results
