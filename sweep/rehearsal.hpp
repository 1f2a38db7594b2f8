#pragma once

#include <vector>

#include "sweep/plan.hpp"
#include "sweep/trial_source.hpp"

namespace sweep {

/// When which trial runs on which ranks.
struct Performance {
  Assignment assignment;
  double start_seconds = 0;
  double end_seconds = 0;
};

/// Runs the real scheduling code against simulated ranks that take exactly the predicted time (a team of k
/// takes 1/k of it). Returns the schedule in order of start.
///
/// With `allocation_seconds` the ranks are there for so long, again and again, and the time between is not
/// counted: trials with checkpoints go on in the next allocation, others start only where they end in time. A
/// trial that never fits is missing in the schedule.
std::vector<Performance> rehearse(TrialSource& source, const Plan& plan,
                                  double allocation_seconds = kForever);

}  // namespace sweep
