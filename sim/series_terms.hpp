#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/kubo.hpp"
#include "sim/physics.hpp"
#include "sim/spectral_transform.hpp"

namespace sim {

// The terms of one sample's series before the transform. Term (n, m) of two components has the real factors
//   envelope(t3) = (√a1 v1)^n (√a2 v2)^m / √(n! m!) · e^{−g(t3)},      v_i = 1 − e^{−t3/τi}
//   pump(t1)     = the same of t1, times e^{−t1/T2}
// With the factorial split evenly neither factor exceeds 1, and the terms add up to a response of at most 1,
// so the sum loses no digits. One component: m = 0. None (all Δ = 0): the single term (0, 0).
struct SeriesTerms {
  struct Order {
    int n, m;
    Parity parity() const { return (n + m) % 2 == 0 ? Parity::EVEN : Parity::ODD; }
  };
  std::vector<Kubo> components;  // those with Δ > 0
  std::vector<Order> orders;     // by n + m, then m
  std::int64_t points = 0;
  std::vector<double> envelopes;  // [terms][points]
  std::vector<double> pumps;      // [terms][full t1 axis]

  // Enumerates terms until their bounds vanish, then drops the smallest, so that everything dropped stays
  // below physics.tolerance of the peak. Full axes only: what is kept of a spectrum never changes its terms.
  // Throws std::invalid_argument when kΔτ is so large that the series is not usable.
  SeriesTerms(const Physics& physics, std::span<const double> pump_times_ps,
              const SpectralTransform& transform, std::span<const Kubo> all_components);
};

}  // namespace sim
