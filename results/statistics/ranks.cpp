#include "results/statistics/ranks.hpp"

#include <algorithm>
#include <numeric>

namespace results {

Ranks::Ranks(std::span<const double> values) : ranks(values.size()) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double shared = static_cast<double>(begin + 1 + end) / 2;
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = shared;
    const auto tied = static_cast<double>(end - begin);
    tie_sum += tied * tied * tied - tied;
    begin = end;
  }
}

}  // namespace results
