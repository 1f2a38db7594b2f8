#pragma once

#include "results/figures/canvas.hpp"
#include "results/figures/drawing.hpp"
#include "results/wells/paired_scores.hpp"

namespace results {

/// F1 by augmentation: a box and a point per readout. By architecture: the same, each readout's points joined
/// by a thin line. The line of calling every well positive; the caption has the tests.
Drawing paired_figure(const WellsStudy& study, Treatment treatment, const std::string& out,
                      ImageFormat format);

}  // namespace results
