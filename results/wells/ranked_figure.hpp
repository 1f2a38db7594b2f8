#pragma once

#include "results/figures/canvas.hpp"
#include "results/figures/drawing.hpp"
#include "results/wells/wells_study.hpp"

namespace results {

/// All readouts, one below the other by falling F1: interval, verdict, and beside it what chance reaches with
/// as many wells.
Drawing ranked_figure(const WellsStudy& study, const std::string& out, ImageFormat format);

}  // namespace results
