#include "results/interval.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

#include "results/statistics/student_t.hpp"

namespace results {
namespace {

constexpr double kUpperTail = (1 - kConfidence) / 2;
constexpr double kNoSpread = 1e-9;  // rounding of means

double normal_quantile() {
  return boost::math::quantile(boost::math::complement(boost::math::normal(), kUpperTail));
}

/// Between the p with (mean − p)² = w p(1 − p).
void set_score_limits(Interval& interval, double w) {
  const double centre = (interval.mean + w / 2) / (1 + w);
  const double half = std::sqrt(w * interval.mean * (1 - interval.mean) + w * w / 4) / (1 + w);
  interval.low = std::max(0.0, centre - half);
  interval.high = std::min(1.0, centre + half);
}

bool is_share(double value) { return value >= 0 && value <= 1; }

}  // namespace

std::string_view description(IntervalMethod method) {
  switch (method) {
    case IntervalMethod::STUDENT_T:
      return "Student t over replicates";
    case IntervalMethod::SCORE_T:
      return "score interval with Student's t over replicates";
    case IntervalMethod::SCORE:
      return "Wilson score over all test samples where replicates do not differ";
    case IntervalMethod::WILSON:
      return "Wilson score over the test samples of a single replicate";
    case IntervalMethod::NONE:
      break;
  }
  return "none for a single replicate";
}

Interval student_t_interval(std::span<const double> values) {
  Interval interval;
  interval.n = values.size();
  if (values.empty()) return interval;
  const auto n = static_cast<double>(values.size());
  interval.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  if (values.size() == 1) return interval;
  double squares = 0;
  for (const double value : values) squares += (value - interval.mean) * (value - interval.mean);
  interval.sd = std::sqrt(squares / (n - 1));
  const double t = student_t_quantile(n - 1, kUpperTail);
  interval.low = interval.mean - t * interval.sd / std::sqrt(n);
  interval.high = interval.mean + t * interval.sd / std::sqrt(n);
  interval.method = IntervalMethod::STUDENT_T;
  return interval;
}

Interval wilson_interval(double share, double samples) {
  Interval interval;
  interval.n = 1;
  interval.mean = share;
  if (!(samples > 0) || !is_share(share)) return interval;
  const double z = normal_quantile();
  set_score_limits(interval, z * z / samples);
  interval.method = IntervalMethod::WILSON;
  return interval;
}

Interval share_interval(std::span<const double> shares, std::span<const double> samples) {
  if (shares.size() == 1 && samples.size() == 1) return wilson_interval(shares.front(), samples.front());
  Interval interval = student_t_interval(shares);
  if (shares.size() < 2 || !std::all_of(shares.begin(), shares.end(), is_share)) return interval;
  const auto n = static_cast<double>(interval.n);
  if (interval.sd > kNoSpread) {
    const double t = student_t_quantile(n - 1, kUpperTail);
    const double variance = interval.mean * (1 - interval.mean);
    set_score_limits(interval, t * t * interval.sd * interval.sd / n / variance);
    interval.method = IntervalMethod::SCORE_T;
    return interval;
  }
  const double all = std::accumulate(samples.begin(), samples.end(), 0.0);
  if (!(all > 0)) return interval;
  const double z = normal_quantile();
  set_score_limits(interval, z * z / all);
  interval.method = IntervalMethod::SCORE;
  return interval;
}

ScatterParts scatter_parts(const Interval& interval, double samples) {
  ScatterParts parts;
  if (!(samples > 0) || !is_share(interval.mean)) return parts;
  const double of_test_set = interval.mean * (1 - interval.mean) / samples;
  parts.test_set = std::sqrt(of_test_set);
  if (interval.n > 1) {
    parts.replicates = std::sqrt(std::max(0.0, interval.sd * interval.sd - of_test_set));
  }
  return parts;
}

}  // namespace results
