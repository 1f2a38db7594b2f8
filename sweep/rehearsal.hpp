#pragma once

#include <cstdint>
#include <vector>

#include "sweep/plan.hpp"
#include "sweep/trial_source.hpp"

namespace sweep {

/// Under which conditions a plan is rehearsed: as predicted, or worse.
struct Conditions {
  /// The ranks are there for so long, again and again, and the time between is not counted: trials with
  /// checkpoints go on in the next allocation, others start only where they end in time. A trial that never
  /// fits is missing in the schedule.
  double allocation_seconds = kForever;
  /// Real times are the predicted ones times a factor between 1 / wrong_by and wrong_by, by trial; its
  /// logarithm is uniform.
  double wrong_by = 1;
  /// Trials that take longer than this on one rank take `wrong_by` times as long as predicted, all of them.
  double late_beyond_seconds = kForever;
  /// How often a worker dies, per second that it trains. Its trial begins anew on others; it does not come
  /// back.
  double deaths_per_second = 0;
  std::uint64_t seed = 1;
  /// Nobody wants to know what comes after this.
  double give_up_seconds = kForever;
};

/// When which trial runs on which ranks.
struct Performance {
  enum class End {
    COMPLETE,
    DIED,     // a worker, and the trial begins anew
    PUT_DOWN  // to go on with more ranks
  };
  Assignment assignment;
  double start_seconds = 0;
  double end_seconds = 0;
  End end = End::COMPLETE;
};

/// How a plan would go: the real scheduling code (PlanWalker) against simulated ranks.
struct Rehearsal {
  std::vector<Performance> schedule;  // in order of start
  double seconds = 0;                 // until the last trial ends
  double worked_seconds = 0;          // of all ranks together, those lost with a rank that died among them
  int workers = 1;
  int deaths = 0;

  /// Share of the workers' time that trials take.
  double busy() const { return seconds > 0 ? worked_seconds / (seconds * workers) : 1; }
};

Rehearsal rehearse(const Plan& plan, const Conditions& conditions = {});

/// What no schedule could beat, even of somebody who knew the real times.
double lower_bound_seconds(const Plan& plan, const Conditions& conditions);

/// Real time / predicted time of the trial in this row, under these conditions.
double factor_of(const PlannedTrial& trial, Row row, const Conditions& conditions);

}  // namespace sweep
