#pragma once

#include <cstdint>
#include <optional>
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
  TrialId id = {};
  TeamTime time = {};               // predicted
  std::optional<Row> teacher = {};  // must have ended before
  std::uint64_t data_key = 0;       // equal: the same samples
  std::uint32_t round = 0;          // trials of earlier rounds come first, as far as time allows
  Interruption interruption = Interruption::FROM_START;
  double move_seconds = 0;  // to put it down and go on with it on another team
  std::int64_t epochs = 0;  // at most
  bool done = false;        // already complete in the results file
  bool failed = false;      // in an earlier run: comes after all others, whom it may take with it

  // Decided by the plan.
  int team_size = 1;        // ranks that train it together, as a rule
  double tail_seconds = 0;  // its own seconds on its team and those of the longest chain that waits for it

  double seconds() const { return time.alone(); }
  double planned_seconds() const { return time.on(team_size); }
};

/// The trials of a grid, as yet without teams. `costs` by row. Trials whose state is COMPLETE or PRUNED are
/// done already; `states` may be empty (nothing is). Rounds are the levels of the factor replicate.
std::vector<PlannedTrial> planned_trials(const Grid& grid, const std::vector<TrialCost>& costs,
                                         const std::vector<TrialState>& states, const WorkerSpeed& speed);

}  // namespace sweep
