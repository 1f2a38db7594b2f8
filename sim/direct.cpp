#include "sim/direct.hpp"

#include <cmath>
#include <stdexcept>

namespace sim {
namespace {

constexpr double k = radians_per_ps_per_cm1;
constexpr double negligible = 1e-17;
constexpr long most_points = 1L << 22;

struct Responses {
  std::complex<double> rephasing, non_rephasing;
};

Responses responses(const Physics& p, std::span<const Kubo> components, double t1, double wait, double t3) {
  using namespace std::complex_literals;
  double memory = 0;
  for (const Kubo& c : components)
    memory += c.strength() * std::exp(-wait / c.tau_ps) * forgotten(c, t1) * forgotten(c, t3);
  const double lines = -line_shape(components, t1) - line_shape(components, t3);
  const std::complex<double> pathways =
      (p.amplitude_12 * std::exp(-1i * (p.anharmonicity_cm1 * k * t3) - t3 / p.lifetime_ps) -
       p.amplitude_01) *
      std::exp(-wait / p.lifetime_ps - (t1 + t3) / p.dephasing_ps);
  const std::complex<double> detection = std::exp(1i * (k * p.w01_cm1 * t3));
  const std::complex<double> pump = std::exp(1i * (k * (p.w01_cm1 - p.w_rot_cm1) * t1));
  return {std::exp(lines + memory) * pathways * detection * std::conj(pump),
          std::exp(lines - memory) * pathways * detection * pump};
}

}  // namespace

std::complex<double> direct_spectrum(const Physics& physics, std::span<const Kubo> components,
                                     double frequency_cm1, double waiting_time_ps, double pump_time_ps) {
  physics.validate();
  for (const Kubo& c : components) c.validate();
  using namespace std::complex_literals;
  std::complex<double> rephasing = 0;
  std::complex<double> non_rephasing = 0;
  for (long j = 0; j < most_points; ++j) {
    const double t3 = physics.t3_step_ps * static_cast<double>(j);
    const Responses r = responses(physics, components, pump_time_ps, waiting_time_ps, t3);
    const double weight = j == 0 ? physics.t3_step_ps / 2 : physics.t3_step_ps;
    const std::complex<double> wave = weight * std::exp(-1i * (k * frequency_cm1 * t3));
    rephasing += wave * r.rephasing;
    non_rephasing += wave * r.non_rephasing;
    // The pathways can cross zero, so their size is left out of the test.
    double memory = 0;
    for (const Kubo& c : components)
      memory += c.strength() * std::exp(-waiting_time_ps / c.tau_ps) * forgotten(c, pump_time_ps) *
                forgotten(c, t3);
    const double size = std::exp(memory - line_shape(components, pump_time_ps) - line_shape(components, t3) -
                                 (pump_time_ps + t3) / physics.dephasing_ps);
    if (t3 > pump_time_ps && size < negligible) return non_rephasing + std::conj(rephasing);
  }
  throw std::invalid_argument(
      "direct evaluation: the response does not decay; give a dephasing or a larger delta");
}

}  // namespace sim
