#pragma once

#include <complex>
#include <cstdint>
#include <vector>

#include "sim/axes.hpp"
#include "sim/kubo.hpp"
#include "sim/physics.hpp"

namespace sim {

// What a spectrum depends on. Positive quantities as logarithms, so that an error is a relative one.
enum class Parameter {
  DELTA,          // ln Δ of the first component
  TAU,            // ln τ of the first component
  AMPLITUDE,      // ln of a factor before the whole spectrum
  AMPLITUDE_12,   // ln A12, so ln of the ratio A12 / A01 where AMPLITUDE is there too
  W01,            // cm⁻¹
  ANHARMONICITY,  // cm⁻¹
  PHASE,          // rad, of the whole spectrum
  LIFETIME,       // ln T1
  DEPHASING,      // ln T2
  SECOND_DELTA,   // ln Δ, ln τ of the second component
  SECOND_TAU
};

// The derivatives of one spectrum with respect to its parameters, exact up to physics.tolerance, as sums of
// products over the full axes like the spectrum itself (docs/simulator.md):
//   ∂S/∂θ = Σ over products of θ, Σ_n waiting[block][n][Tw] · spectral[block][n][w] · pump[block][n][t1]
// Parameters that are not in the model (an infinite T1 or T2, A12 = 0, no second component) have none.
struct SpectrumDerivatives {
  // A product's three blocks; a block has one row per term of the series.
  struct Product {
    Parameter parameter;
    std::size_t waiting, spectral, pump;
  };
  std::int64_t terms = 0;
  std::vector<std::vector<double>> waiting;             // [block][terms · Tw]
  std::vector<std::vector<double>> spectral;            // [block][terms · w]
  std::vector<std::vector<std::complex<double>>> pump;  // [block][terms · t1]
  std::vector<Product> products;                        // in the order of Parameter

  // Throws std::invalid_argument for what the simulator can't expand, or a first component with Δ = 0.
  SpectrumDerivatives(const Axes& axes, const Physics& physics, const std::vector<Kubo>& components);

  // Those that have products, DELTA and TAU first.
  std::vector<Parameter> parameters() const;

  // ∂S/∂θ at one point of the axes; 0 for a parameter without products.
  std::complex<double> value(Parameter parameter, std::int64_t frequency, std::int64_t waiting_time,
                             std::int64_t pump_time) const;
};

}  // namespace sim
