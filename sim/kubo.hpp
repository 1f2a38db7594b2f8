#pragma once

#include <span>
#include <vector>

namespace sim {

// One component of the frequency fluctuations (Kubo): amplitude Δ and correlation time τ.
struct Kubo {
  double delta_cm1;  // Δ ≥ 0; 0 means that the component is absent
  double tau_ps;     // τ > 0

  // Throws std::invalid_argument when Δ or τ is not a usable number.
  void validate() const;

  // a = (k Δ τ)², the dimensionless strength of the component.
  double strength() const;

  bool operator==(const Kubo&) const = default;
};

// The line-shape function of all components, g(t) = Σ a_i (e^{−t/τi} + t/τi − 1), t in ps.
// Near t = 0 a power series is used, where the closed form would cancel.
double line_shape(std::span<const Kubo> components, double t_ps);

// 1 − e^{−t/τ}: how much of a component's memory is gone after t.
double forgotten(const Kubo& component, double t_ps);

}  // namespace sim
