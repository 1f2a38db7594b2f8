#pragma once

#include <cstddef>

#include "sweep/plan.hpp"
#include "sweep/trial_source.hpp"

namespace sweep {

/// How a plan would go, as rehearsed.
struct Forecast {
  int workers = 1;
  double seconds = 0;        // that they work, in all allocations together
  double busy = 1;           // share of the workers' time that trials take
  double chain_seconds = 0;  // of the longest chain of trials that wait for each other
  int allocations = 1;
  int widest_team = 1;
  Row longest{0};                     // trial, on its team
  double longest_seconds = 0;         // …
  double longest_unkept_seconds = 0;  // of the trials that can not go on from a checkpoint
  std::size_t carried_on = 0;         // trials longer than an allocation, which go on from checkpoints
  std::size_t stranded = 0;  // trials that fit into no allocation and can't go on: they would never end
};

/// `allocation_seconds` is what one allocation leaves for work.
Forecast forecast(const Plan& plan, double allocation_seconds = kForever);

}  // namespace sweep
