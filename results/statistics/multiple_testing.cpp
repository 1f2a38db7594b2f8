#include "results/statistics/multiple_testing.hpp"

#include <algorithm>
#include <numeric>

namespace results {
namespace {

/// Places of the p-values, from the smallest to the largest.
std::vector<std::size_t> rising(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> adjusted_by_benjamini_hochberg(std::span<const double> p) {
  const std::vector<std::size_t> order = rising(p);
  const auto count = static_cast<double>(p.size());
  std::vector<double> adjusted(p.size());
  double least = 1;
  for (std::size_t i = p.size(); i-- > 0;) {
    least = std::min(least, p[order[i]] * count / static_cast<double>(i + 1));
    adjusted[order[i]] = least;
  }
  return adjusted;
}

std::vector<double> adjusted_by_holm(std::span<const double> p) {
  const std::vector<std::size_t> order = rising(p);
  std::vector<double> adjusted(p.size());
  double most = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    most = std::max(most, std::min(1.0, p[order[i]] * static_cast<double>(p.size() - i)));
    adjusted[order[i]] = most;
  }
  return adjusted;
}

}  // namespace results
