#include "sim/detection_time.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace sim {
namespace {

constexpr std::int64_t most_points = std::int64_t{1} << 18;
// Pump times at which the integrand is looked at. It varies slowly with t1, so a few are enough.
constexpr int pump_samples = 24;

class RephasingIntegrand {
 public:
  RephasingIntegrand(const Physics& physics, std::span<const Kubo> components, double longest_pump_time_ps)
      : physics_(physics), components_(components) {
    for (int i = 0; i <= pump_samples; ++i) {
      const double t1 = longest_pump_time_ps * i / pump_samples;
      decay_.push_back(line_shape(components, t1) + t1 / physics.dephasing_ps);
      for (const Kubo& c : components) gain_.push_back(c.strength() * forgotten(c, t1));
    }
  }

  // Logarithm of the largest integrand over t1. It falls with t3 once t3 exceeds every t1.
  double log_largest(double t3) const {
    double largest = -INFINITY;
    const double own = line_shape(components_, t3) + t3 / physics_.dephasing_ps;
    std::vector<double> v;
    for (const Kubo& c : components_) v.push_back(forgotten(c, t3));
    for (std::size_t i = 0; i < decay_.size(); ++i) {
      double exponent = -decay_[i] - own;
      for (std::size_t c = 0; c < v.size(); ++c) exponent += gain_[i * v.size() + c] * v[c];
      largest = std::max(largest, exponent);
    }
    return largest;
  }

 private:
  const Physics& physics_;
  std::span<const Kubo> components_;
  std::vector<double> decay_;  // [t1]
  std::vector<double> gain_;   // [t1][component]
};

}  // namespace

std::int64_t detection_points(const Physics& physics, std::span<const Kubo> components,
                              double longest_pump_time_ps) {
  const RephasingIntegrand integrand(physics, components, longest_pump_time_ps);
  const double threshold = std::log(physics.tolerance / 5);
  const double step = physics.t3_step_ps;
  auto low = static_cast<std::int64_t>(std::ceil(longest_pump_time_ps / step));
  std::int64_t high = std::max<std::int64_t>(low, 64);
  while (high <= most_points && integrand.log_largest(step * static_cast<double>(high)) > threshold) {
    low = high;
    high *= 2;
  }
  if (high > most_points)
    throw std::invalid_argument("simulator: a spectrum does not decay within " + std::to_string(most_points) +
                                " detection times of " + std::to_string(step) +
                                " ps; use a larger delta, tau or t3_step, or a shorter dephasing");
  while (high - low > 1) {
    const std::int64_t middle = (low + high) / 2;
    (integrand.log_largest(step * static_cast<double>(middle)) > threshold ? low : high) = middle;
  }
  return high + 1;
}

}  // namespace sim
