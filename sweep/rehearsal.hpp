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
std::vector<Performance> rehearse(TrialSource& source, const Plan& plan);

}  // namespace sweep
