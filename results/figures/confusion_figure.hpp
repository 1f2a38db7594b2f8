#pragma once

#include <string>

#include "results/figures/drawing.hpp"
#include "results/figures/figure_source.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// How often Same and Different are taken for each other: a square per SNR, a row of them per architecture
/// and sampling, pooled over replicates.
Drawing confusion_figure(const FigureSource& source, const std::string& out, ImageFormat format);
/// Why there is nothing to draw, also for the ROC; empty: there is.
std::string lacking_votes(const FigureSource& source);

}  // namespace results
