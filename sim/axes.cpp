#include "sim/axes.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

namespace sim {
namespace {

void check(const std::string& name, const std::vector<double>& axis) {
  if (axis.empty()) throw std::invalid_argument("axes: " + name + " is empty; give at least one point");
  for (std::size_t i = 0; i < axis.size(); ++i) {
    if (!std::isfinite(axis[i]))
      throw std::invalid_argument("axes: " + name + "[" + std::to_string(i) + "] is not a finite number");
    if (i > 0 && !(axis[i] > axis[i - 1]))
      throw std::invalid_argument("axes: " + name + " must ascend, but [" + std::to_string(i) + "] = " +
                                  std::to_string(axis[i]) + " follows " + std::to_string(axis[i - 1]));
  }
}

void check_times(const std::string& name, const std::vector<double>& axis) {
  check(name, axis);
  if (axis.front() < 0)
    throw std::invalid_argument("axes: " + name + " must not be negative, but starts at " +
                                std::to_string(axis.front()) + " ps");
}

}  // namespace

double Axes::real_numbers() const {
  return 2.0 * static_cast<double>(frequencies()) * static_cast<double>(pump_times()) *
         static_cast<double>(waiting_times());
}

void Axes::validate() const {
  check("frequencies_cm1", frequencies_cm1);
  check_times("pump_times_ps", pump_times_ps);
  check_times("waiting_times_ps", waiting_times_ps);
}

}  // namespace sim
