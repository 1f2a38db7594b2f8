#include "results/interval.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace results {
namespace {

constexpr double kUpperTail = (1 - kConfidence) / 2;

}  // namespace

std::string_view description(IntervalMethod method) {
  switch (method) {
    case IntervalMethod::STUDENT_T:
      return "Student t over replicates";
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
  const boost::math::students_t distribution(n - 1);
  const double t = boost::math::quantile(boost::math::complement(distribution, kUpperTail));
  interval.low = interval.mean - t * interval.sd / std::sqrt(n);
  interval.high = interval.mean + t * interval.sd / std::sqrt(n);
  interval.method = IntervalMethod::STUDENT_T;
  return interval;
}

Interval wilson_interval(double share, double samples) {
  Interval interval;
  interval.n = 1;
  interval.mean = share;
  if (!(samples > 0) || !(share >= 0) || !(share <= 1)) return interval;
  const double z = boost::math::quantile(boost::math::complement(boost::math::normal(), kUpperTail));
  const double weight = z * z / samples;
  const double centre = (share + weight / 2) / (1 + weight);
  const double half = z * std::sqrt(share * (1 - share) / samples + weight / (4 * samples)) / (1 + weight);
  interval.low = std::max(0.0, centre - half);
  interval.high = std::min(1.0, centre + half);
  interval.method = IntervalMethod::WILSON;
  return interval;
}

}  // namespace results
