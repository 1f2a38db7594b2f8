#pragma once

#include <string>

#include "results/figures/canvas.hpp"
#include "results/figures/schedule_bars.hpp"

namespace results {

/// What a schedule's time is told in.
struct TimeUnit {
  double seconds;
  const char* name;

  static TimeUnit of(double length);
};

/// The times under a schedule `inches` wide: every run begins at 0.
std::string schedule_times(const Schedule& schedule, TimeUnit unit, double inches);
/// Over the runs, whose axis begins `left` inches from the left; and their grounds.
std::string names_of_runs(const Schedule& schedule, const Canvas& canvas, double left, double inches);
/// Beside the lines, which are `lane_height` inches apart.
std::string names_of_ranks(const Schedule& schedule, const ScheduleBars& shown, double lane_height);

}  // namespace results
