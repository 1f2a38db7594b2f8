#pragma once

#include <numbers>

namespace sim {

inline constexpr double speed_of_light_cm_per_ps = 0.0299792458;
// k = 2πc: the phase that 1 cm⁻¹ gathers in 1 ps.
inline constexpr double radians_per_ps_per_cm1 = 2 * std::numbers::pi * speed_of_light_cm_per_ps;

// Everything about the molecule and the experiment that all samples share. The defaults are a nitrile probe.
struct Physics {
  double w01_cm1 = 2153;          // 0–1 transition
  double anharmonicity_cm1 = 25;  // the 1–2 transition lies this much lower
  double amplitude_01 = 1;        // A01: bleach and stimulated emission
  double amplitude_12 = 1;        // A12: excited-state absorption
  double lifetime_ps = 71;        // T1; infinity = none
  double dephasing_ps = 5;        // T2; infinity = none
  double w_rot_cm1 = 1800;        // rotating frame of the pump time
  double t3_step_ps = 0.008;      // detection-time grid; its first point is halved (trapezoid)
  double tolerance = 1e-7;        // error of the separable series, relative to a spectrum's peak

  // Throws std::invalid_argument with the name of the first unusable value.
  void validate() const;

  bool operator==(const Physics&) const = default;
};

}  // namespace sim
