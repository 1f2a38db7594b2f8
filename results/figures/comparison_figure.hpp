#pragma once

#include "results/figures/comparison.hpp"
#include "results/figures/drawing.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// Architectures beside each other by SNR, with intervals and what is possible, a panel per sampling.
Drawing comparison_figure(const FigureSource& source, const std::string& out, ImageFormat format);

}  // namespace results
