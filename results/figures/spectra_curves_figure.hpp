#pragma once

#include <string>

#include "results/figures/drawing.hpp"
#include "results/figures/figure_source.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// Accuracy above, loss below, by epoch: a column per architecture and sampling, a curve per SNR.
Drawing spectra_curves_figure(const FigureSource& source, const std::string& out, ImageFormat format);
/// Why there is nothing to draw; empty: there is.
std::string lacking_spectra_curves(const FigureSource& source);

}  // namespace results
