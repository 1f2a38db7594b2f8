#pragma once

#include <string>

#include "results/figures/schedule_bars.hpp"

namespace results {

/// How busy each rank was, how many trials and runs, what is cut, thinned or not known. `links`: whether
/// arrows are drawn.
std::string schedule_caption(const Schedule& schedule, const ScheduleBars& bars, bool links);

/// "45 s", "12 min", "3.4 h", "2.1 d".
std::string duration_text(double seconds);

}  // namespace results
