#pragma once

#include <ATen/core/Tensor.h>

#include "sim/population.hpp"
#include "sim/spectra_surface.hpp"

namespace sim {

// How much more samples (a share) the best decision puts right on a population's real spectra than on spectra
// that are linear in the differences from the reference: a full Bayes decision on both, for the same samples
// and the same noise, so that almost all of the simulation's own scatter cancels. Standard error below 0.001;
// always the same number. nodes: of the surface, for the points that are kept.
double curvature_gain(const SpectraSurface& surface, const at::Tensor& nodes, double snr,
                      const PopulationSettings& population);

}  // namespace sim
