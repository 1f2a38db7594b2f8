#pragma once

#include <cstdint>
#include <span>

#include "sim/kubo.hpp"
#include "sim/physics.hpp"

namespace sim {

// How many points of the detection-time grid (t3_step apart, from 0) a sample needs: up to where
// exp[−g(t1) − g(t3) + Σ a_i (1 − e^{−t1/τi})(1 − e^{−t3/τi})] e^{−(t1+t3)/T2}, the rephasing integrand at Tw
// = 0, has fallen below physics.tolerance / 5 for every t1 in [0, longest_pump_time_ps]: the echo sits at t3
// = t1, so this is beyond the longest t1. Throws std::invalid_argument when it never decays or takes too
// long.
std::int64_t detection_points(const Physics& physics, std::span<const Kubo> components,
                              double longest_pump_time_ps);

}  // namespace sim
