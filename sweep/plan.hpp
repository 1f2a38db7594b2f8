#pragma once

#include <vector>

#include "sweep/grid.hpp"
#include "sweep/team_time.hpp"
#include "sweep/trial_cost.hpp"
#include "sweep/trial_record.hpp"

namespace sweep {

/// What becomes of a trial that is interrupted.
enum class Interruption {
  CHECKPOINT,  // it goes on from where it was
  FROM_START   // it begins anew
};

/// One trial in a plan.
struct PlannedTrial {
  TeamTime time;            // predicted
  double seconds = 0;       // …, on one rank
  int team_size = 1;        // ranks that train it together
  double tail_seconds = 0;  // its own seconds on its team and those of the longest chain that waits for it
  bool done = false;        // already complete in the results file
  bool failed = false;      // in an earlier run: comes after all others, whom it may take with it
  Interruption interruption = Interruption::FROM_START;
};

/// What the plan is made for.
struct PlanRequest {
  int workers = 1;
  WorkerSpeed speed = {};
  int team_size = 0;  // 0: chosen from each trial's cost
};

/// Which trials run, in which order, on how many ranks each. A value: made before anything runs.
class Plan {
 public:
  /// `costs` by row. Trials whose state is COMPLETE or PRUNED are done already; `states` may be empty
  /// (nothing is).
  Plan(const Grid& grid, const std::vector<TrialCost>& costs, const std::vector<TrialState>& states,
       PlanRequest request);

  const std::vector<PlannedTrial>& trials() const { return trials_; }
  const PlannedTrial& operator[](Row row) const { return trials_.at(row.value); }
  /// The trials still to run, longest tail first; those that failed before come last.
  const std::vector<Row>& order() const { return order_; }
  int workers() const { return workers_; }

  /// Sum of all predicted seconds still to run, on one rank.
  double work_seconds() const { return work_seconds_; }
  /// No schedule is shorter: the larger of the work spread evenly and the longest chain.
  double lower_bound_seconds() const;

 private:
  std::vector<PlannedTrial> trials_;
  std::vector<Row> order_;
  int workers_;
  double work_seconds_ = 0;
};

}  // namespace sweep
