#include "sim/cube.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace sim {
namespace {

void check_axis(const char* name, std::int64_t points, double step, const char* unit) {
  constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
  if (points < 1 || points > most)
    throw std::invalid_argument("cube: " + std::string(name) + " must have between 1 and " +
                                std::to_string(most) + " points, not " + std::to_string(points));
  if (!(step > 0) || !std::isfinite(step))
    throw std::invalid_argument("cube: the step of the " + std::string(name) + " must be positive (" + unit +
                                "), not " + std::to_string(step));
}

std::vector<double> points_from(double first, double step, std::int64_t count) {
  std::vector<double> axis(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) axis[i] = first + step * static_cast<double>(i);
  return axis;
}

}  // namespace

void Cube::validate() const {
  check_axis("frequencies", frequencies, frequency_step_cm1, "cm-1");
  check_axis("pump_times", pump_times, pump_time_step_ps, "ps");
  check_axis("waiting_times", waiting_times, waiting_time_step_ps, "ps");
  if (!std::isfinite(first_frequency_cm1))
    throw std::invalid_argument("cube: first_frequency_cm1 must be a finite number of cm-1");
}

Axes Cube::axes() const {
  validate();
  return {points_from(first_frequency_cm1, frequency_step_cm1, frequencies),
          points_from(0, pump_time_step_ps, pump_times), points_from(0, waiting_time_step_ps, waiting_times)};
}

}  // namespace sim
