#pragma once

#include <span>

#include "sweep/planned_trial.hpp"

namespace sweep {

/// What no schedule can do without, however clever.
struct LowerBound {
  double work_seconds = 0;   // all trials still to run, each on one rank, where it costs least
  double chain_seconds = 0;  // the longest chain of trials that wait for each other, each on its fastest team
  double longest_seconds = 0;  // the longest trial on its fastest team
  /// No schedule is shorter: within this time each trial has a team that is large enough for its chain to
  /// end, and the workers have the time for all these teams. More than the work spread evenly only where
  /// teams lose time.
  double seconds = 0;

  static LowerBound of(std::span<const PlannedTrial> trials, int workers);
};

/// The time in which the workers could do all work if trials waited for nobody and nobody for ranks, each on
/// the smallest team that ends it in 1 / slack of that time, or else on its fastest.
double spread_seconds(std::span<const PlannedTrial> trials, int workers, double slack);

}  // namespace sweep
