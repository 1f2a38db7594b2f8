#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/figures/schedule.hpp"

namespace results {

/// What is drawn of a schedule: every bar, or so many that paper and eye can take, each the architecture that
/// took most of its time.
struct ScheduleBars {
  static constexpr std::size_t kMostLanes = 128;
  static constexpr std::size_t kMostBars = 6000;

  explicit ScheduleBars(const Schedule& schedule);

  /// The place of a line of the schedule among those shown; -1: it is left out.
  std::vector<int> places;
  std::vector<std::size_t> lanes;  // those shown
  std::vector<Schedule::Bar> bars;
  bool thinned = false;  // bars stand for many trials
  double bin = 0;        // seconds, of such a bar at least

  std::string numbers(const Schedule& schedule) const;
};

}  // namespace results
