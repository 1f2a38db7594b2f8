#pragma once

#include "results/figures/canvas.hpp"
#include "results/figures/drawing.hpp"
#include "results/wells/learning_curves.hpp"

namespace results {

/// A panel per architecture: median loss of training and validation wells by epoch, and the quartiles.
Drawing learning_figure(const WellsStudy& study, const LearningCurves& curves, const std::string& out,
                        ImageFormat format);

}  // namespace results
