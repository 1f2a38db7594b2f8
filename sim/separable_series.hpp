#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/axes.hpp"
#include "sim/kubo.hpp"
#include "sim/physics.hpp"
#include "sim/sampling.hpp"
#include "sim/separable_spectrum.hpp"
#include "sim/spectral_transform.hpp"

namespace sim {

// Expands samples that share axes, physics and sampling. docs/simulator.md has the algebra:
//   S = Σ_{n,m} e^{−(n/τ1 + m/τ2) Tw − Tw/T1} · c_nm(w) · p_nm(t1),   c real, p complex.
// The terms are chosen from the tolerance and the full axes, so a thinned spectrum has the bits of the full
// one.
class SeparableSeries {
 public:
  // points: the longest detection time of the samples to come, from detection_points.
  // Throws std::invalid_argument for unusable axes, physics or sampling.
  SeparableSeries(const Axes& axes, const Physics& physics, const Sampling& sampling, std::int64_t points);

  // One spectrum per sample (each a list of one or two components), in parallel; the bits of a spectrum do
  // not depend on the others or on the number of threads. Throws std::invalid_argument when a component is
  // not usable.
  std::vector<SeparableSpectrum> expand(std::span<const std::vector<Kubo>> samples) const;
  SeparableSpectrum expand(const std::vector<Kubo>& sample) const;

 private:
  Axes axes_;
  Physics physics_;
  Sampling sampling_;
  SpectralTransform transform_;
};

}  // namespace sim
