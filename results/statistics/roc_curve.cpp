#include "results/statistics/roc_curve.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace results {

RocCurve::RocCurve(std::span<const double> scores, std::span<const unsigned char> positive) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  double positives = 0;
  for (const unsigned char is : positive) positives += is != 0 ? 1 : 0;
  const double negatives = static_cast<double>(scores.size()) - positives;
  if (positives == 0 || negatives == 0) return;
  points.push_back({0, 0});
  area = 0;
  double hits = 0;
  double alarms = 0;
  for (std::size_t i = 0; i < order.size();) {
    const double score = scores[order[i]];
    for (; i < order.size() && scores[order[i]] == score; ++i) (positive[order[i]] != 0 ? hits : alarms) += 1;
    const Point next{alarms / negatives, hits / positives};
    area += (next.false_rate - points.back().false_rate) * (next.true_rate + points.back().true_rate) / 2;
    points.push_back(next);
  }
}

double RocCurve::true_rate_at(double false_rate) const {
  const auto above =
      std::upper_bound(points.begin(), points.end(), false_rate,
                       [](double rate, const Point& point) { return rate < point.false_rate; });
  if (above == points.end()) return points.back().true_rate;
  const Point& from = *(above - 1);
  const double share = (false_rate - from.false_rate) / (above->false_rate - from.false_rate);
  return from.true_rate + share * (above->true_rate - from.true_rate);
}

}  // namespace results
