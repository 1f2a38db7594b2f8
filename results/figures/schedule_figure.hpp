#pragma once

#include <string>

#include "results/figures/drawing.hpp"
#include "results/figures/figure_source.hpp"
#include "results/figures/image_format.hpp"
#include "results/figures/schedule.hpp"

namespace results {

/// A line per rank with what it trained when, by architecture; waits for teachers are hatched.
Drawing schedule_figure(const FigureSource& source, const std::string& out, ImageFormat format);
/// The same of a schedule from anywhere, such as a rehearsal.
Drawing schedule_drawing(const Schedule& schedule, const std::string& out, ImageFormat format);
/// Why there is nothing to draw; empty: there is.
std::string lacking_schedule(const FigureSource& source);

}  // namespace results
