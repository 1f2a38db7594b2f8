#pragma once

#include "sweep/calibration.hpp"

namespace app {

/// "predicted 12 min 03 s, took 11 min 50 s"
void print_time_taken(double predicted_seconds, double seconds, const sweep::Calibration& earlier);

/// From how many trials predictions have been corrected; nothing where from none.
void print_lessons(const sweep::Calibration& earlier);

}  // namespace app
