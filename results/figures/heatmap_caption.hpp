#pragma once

#include <string>

#include "results/figures/figure_source.hpp"
#include "results/figures/heatmap_layout.hpp"

namespace results {

std::string heatmap_caption(const FigureSource& source, const HeatmapLayout& layout);

}  // namespace results
