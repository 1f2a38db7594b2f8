#pragma once

#include "results/figures/canvas.hpp"
#include "results/figures/drawing.hpp"
#include "results/wells/plate_map.hpp"

namespace results {

/// Two maps of each plate side by side: what a readout's wells are, and what the networks say of them.
Drawing plate_figure(const WellsStudy& study, const PlateMap& map, const std::string& out,
                     ImageFormat format);

}  // namespace results
