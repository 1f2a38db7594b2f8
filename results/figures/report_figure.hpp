#pragma once

#include "results/figures/drawing.hpp"
#include "results/figures/figure_source.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// The 2023 report's table beside the file's accuracies: a panel per network, SNRs side by side.
Drawing report_figure(const FigureSource& source, const std::string& out, ImageFormat format);

}  // namespace results
