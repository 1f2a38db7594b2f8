#pragma once

#include <string>

#include "results/figures/drawing.hpp"
#include "results/figures/figure_source.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// Receiver operating characteristics: a panel per architecture and sampling, a curve per SNR with its area.
Drawing roc_figure(const FigureSource& source, const std::string& out, ImageFormat format);

}  // namespace results
