#include "sim/sampling_request.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sim {
namespace {

using Count = std::optional<std::int64_t>;

[[noreturn]] void fail(const std::string& why) { throw std::invalid_argument("sampling: " + why); }

std::vector<std::int64_t> spread(const std::string& name, std::int64_t count, std::int64_t points) {
  if (count < 1 || count > points)
    fail(name + " = " + std::to_string(count) + " does not fit; the axis has 1 to " + std::to_string(points) +
         " points to keep");
  std::vector<std::int64_t> kept;
  for (std::int64_t i = 0; i < count; ++i) kept.push_back(i * points / count);
  return kept;
}

std::vector<std::int64_t> strided(const std::string& name, std::int64_t stride, std::int64_t points) {
  if (stride < 1) fail(name + " = " + std::to_string(stride) + " is impossible; a stride starts at 1");
  std::vector<std::int64_t> kept;
  for (std::int64_t i = 0; i < points; i += stride) kept.push_back(i);
  return kept;
}

std::vector<std::int64_t> by_count_or_stride(const std::string& count_name, Count count,
                                             const std::string& stride_name, Count stride,
                                             std::int64_t points) {
  if (count && stride) fail("give " + count_name + " or " + stride_name + ", not both");
  if (count) return spread(count_name, *count, points);
  return strided(stride_name, stride.value_or(1), points);
}

std::int64_t nearest(const std::vector<double>& axis, double time) {
  const auto closer = [time](double a, double b) { return std::abs(a - time) < std::abs(b - time); };
  const auto point = std::min_element(axis.begin(), axis.end(), closer) - axis.begin();
  // A single point has no step: only that very time is on the axis.
  const double first_step = axis.size() > 1 ? axis[1] - axis[0] : 0;
  const double last_step = axis.size() > 1 ? axis.back() - axis[axis.size() - 2] : 0;
  constexpr double rounding_ps = 1e-9;
  if (!(time >= axis.front() - first_step / 2 - rounding_ps &&
        time <= axis.back() + last_step / 2 + rounding_ps))
    fail("the waiting time " + std::to_string(time) + " ps is outside the axis, which runs from " +
         std::to_string(axis.front()) + " to " + std::to_string(axis.back()) + " ps");
  return point;
}

std::vector<std::int64_t> nearest_points(const std::vector<double>& axis, const std::vector<double>& times) {
  if (times.empty()) fail("the list of waiting times is empty; keep at least one");
  std::vector<std::int64_t> kept;
  for (const double time : times) {
    const std::int64_t point = nearest(axis, time);
    if (std::find(kept.begin(), kept.end(), point) != kept.end())
      fail("two of the waiting times are nearest to the same point of the axis, " +
           std::to_string(axis[point]) + " ps; list it once");
    kept.push_back(point);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace

Sampling SamplingRequest::resolve(const Axes& axes) const {
  if (waiting_times_ps && (waiting_times || waiting_stride))
    fail("give the waiting times as a list, a count or a stride, not as two of them");
  Sampling sampling;
  sampling.waiting_times = waiting_times_ps
                               ? nearest_points(axes.waiting_times_ps, *waiting_times_ps)
                               : by_count_or_stride("waiting_times", waiting_times, "waiting_stride",
                                                    waiting_stride, axes.waiting_times());
  sampling.pump_times =
      by_count_or_stride("pump_times", pump_times, "pump_stride", pump_stride, axes.pump_times());
  sampling.frequencies = by_count_or_stride("frequencies", frequencies, "frequency_stride", frequency_stride,
                                            axes.frequencies());
  sampling.parts = parts;
  return sampling;
}

}  // namespace sim
