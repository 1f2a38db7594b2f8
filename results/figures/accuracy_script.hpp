#pragma once

#include <string>

#include "results/figures/accuracy_vs_reduction.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// The gnuplot script that draws `shown` into `out`: a logarithmic axis of reductions and an axis of accuracy
/// that all panels share, 95 % intervals, and the line of chance at 50 %. Text is 8 pt; colours are Okabe and
/// Ito's (jfly.uni-koeln.de/color), with a point shape each.
std::string accuracy_script(const AccuracyVsReduction& shown, const std::string& out, ImageFormat format);

}  // namespace results
