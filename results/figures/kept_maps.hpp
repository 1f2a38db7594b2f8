#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/figures/canvas.hpp"
#include "results/figures/spectra_shown.hpp"

namespace results {

/// Gnuplot lines for small maps of the plane of pump and waiting times, one per sampling with its kept points
/// marked, in rows at the foot of the canvas. Left margin in inches.
std::string kept_maps(const std::vector<SpectraShown::Kept>& all, const Canvas& canvas, double margin);

/// What they need, in inches.
double kept_maps_height(std::size_t maps);

}  // namespace results
