#include "sweep/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "sweep/rehearsal.hpp"

namespace sweep {

Forecast forecast(const Plan& plan, double allocation_seconds) {
  Forecast result;
  result.workers = plan.workers();
  for (const Row row : plan.order()) {
    const PlannedTrial& trial = plan[row];
    const double seconds = trial.time.on(trial.team_size);
    if (seconds > result.longest_seconds) {
      result.longest = row;
      result.longest_seconds = seconds;
    }
    result.chain_seconds = std::max(result.chain_seconds, trial.tail_seconds);
    result.widest_team = std::max(result.widest_team, trial.team_size);
    if (trial.interruption == Interruption::FROM_START)
      result.longest_unkept_seconds = std::max(result.longest_unkept_seconds, seconds);
    if (seconds <= allocation_seconds) continue;
    ++(trial.interruption == Interruption::CHECKPOINT ? result.carried_on : result.stranded);
  }
  const Rehearsal rehearsal = rehearse(plan, {.allocation_seconds = allocation_seconds});
  result.seconds = rehearsal.seconds;
  result.busy = rehearsal.busy();
  result.allocations = std::max(1, static_cast<int>(std::ceil(result.seconds / allocation_seconds - 1e-9)));
  return result;
}

}  // namespace sweep
