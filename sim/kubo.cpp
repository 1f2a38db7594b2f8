#include "sim/kubo.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/physics.hpp"

namespace sim {
namespace {

// e^{−x} + x − 1 for x ≥ 0. Below 0.1 the series x²/2 − x³/6 + … is exact to rounding after 9 terms.
double kubo_function(double x) {
  if (x > 0.1) return std::expm1(-x) + x;
  double sum = 0;
  for (int power = 10; power >= 2; --power) sum = (1 - sum) * x / power;
  return sum * x;
}

}  // namespace

void Kubo::validate() const {
  if (!(delta_cm1 >= 0) || !std::isfinite(delta_cm1))
    throw std::invalid_argument("Kubo component: delta must be 0 or a positive number of cm-1, not " +
                                std::to_string(delta_cm1));
  if (!(tau_ps > 0) || !std::isfinite(tau_ps))
    throw std::invalid_argument("Kubo component: tau must be a positive number of ps, not " +
                                std::to_string(tau_ps));
}

double Kubo::strength() const {
  const double phase = radians_per_ps_per_cm1 * delta_cm1 * tau_ps;
  return phase * phase;
}

double line_shape(std::span<const Kubo> components, double t_ps) {
  double g = 0;
  for (const Kubo& c : components) g += c.strength() * kubo_function(t_ps / c.tau_ps);
  return g;
}

double forgotten(const Kubo& component, double t_ps) { return -std::expm1(-t_ps / component.tau_ps); }

}  // namespace sim
