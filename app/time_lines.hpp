#pragma once

#include "sweep/calibration.hpp"
#include "sweep/grid.hpp"
#include "sweep/plan.hpp"

namespace app {

/// Seconds from the first trial's start to the last one's end, as the scheduling code would have it. Of very
/// many trials the plan's lower bound, which is then as good.
double predicted_makespan(const sweep::Grid& grid, const sweep::Plan& plan);

/// "predicted 12 min 03 s, took 11 min 50 s"
void print_time_taken(double predicted_seconds, double seconds, const sweep::Calibration& earlier);

/// From how many trials predictions have been corrected; nothing where from none.
void print_lessons(const sweep::Calibration& earlier);

}  // namespace app
