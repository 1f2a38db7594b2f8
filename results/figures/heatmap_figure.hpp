#pragma once

#include "results/figures/accuracy_vs_reduction.hpp"
#include "results/figures/drawing.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// Test accuracy in a cell per SNR and reduction, a panel per architecture. Cells that were not tested are
/// hatched.
Drawing heatmap_figure(const FigureSource& source, const std::string& out, ImageFormat format);

}  // namespace results
