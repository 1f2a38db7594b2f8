#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "sim/axes.hpp"
#include "sim/physics.hpp"
#include "sim/population.hpp"
#include "sim/sampling.hpp"
#include "sim/separable_spectrum.hpp"

namespace sim {

// Where the clean spectra of a population lie: a surface over the square of relative differences (v, u) of
// (Δ, τ) from the reference, |v|, |u| ≤ limit, interpolated between spectra at 9 × 9 Chebyshev points. A
// spectrum is weights · nodes; the weights depend on (v, u) alone, the nodes on the points kept. float64.
class SpectraSurface {
 public:
  // Throws std::invalid_argument for what the simulator can't expand.
  SpectraSurface(const Axes& axes, const Physics& physics, const PopulationSettings& population);

  // [node][dimension]: spectra at the nodes less the reference's, turned into the few directions in which
  // they differ. White noise of SNR 1 on the kept points is a standard normal in each of them.
  at::Tensor nodes(const Sampling& sampling) const;

  // [place][node], for v and u [place].
  at::Tensor weights(const at::Tensor& v, const at::Tensor& u) const;
  // The same of the plane that touches the surface at the reference.
  at::Tensor flat_weights(const at::Tensor& v, const at::Tensor& u) const;

 private:
  double limit_;                            // a fraction
  double peak_;                             // max |S| of the reference over the full axes
  std::vector<SeparableSpectrum> spectra_;  // by node
  at::Tensor polynomials_;  // [polynomial][node]: inverse of T_k at the nodes of one direction
};

}  // namespace sim
