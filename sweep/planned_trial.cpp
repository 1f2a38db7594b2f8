#include "sweep/planned_trial.hpp"

#include <algorithm>

namespace sweep {

std::vector<PlannedTrial> planned_trials(const Grid& grid, const std::vector<TrialCost>& costs,
                                         const std::vector<TrialState>& states, const WorkerSpeed& speed) {
  const auto replicate = std::find_if(grid.columns().begin(), grid.columns().end(),
                                      [](const Factor& column) { return column.key == "replicate"; });
  const auto round_column = static_cast<std::size_t>(replicate - grid.columns().begin());
  std::vector<PlannedTrial> trials(grid.size());
  for (std::uint32_t i = 0; i < trials.size(); ++i) {
    const Row row{i};
    const TrialState state = i < states.size() ? states[i] : TrialState::WAITING;
    PlannedTrial& trial = trials[i];
    trial.id = grid[row].id;
    trial.time = costs[i].team_time(speed);
    trial.teacher = grid[row].teacher;
    trial.data_key = grid.data_key(row);
    if (replicate != grid.columns().end()) trial.round = grid.place(row, round_column);
    trial.epochs = costs[i].epochs * costs[i].fits;
    trial.move_seconds = costs[i].move_seconds(speed);
    trial.interruption = trial.epochs > 0 ? Interruption::CHECKPOINT : Interruption::FROM_START;
    trial.done = state == TrialState::COMPLETE || state == TrialState::PRUNED;
    trial.failed = state == TrialState::FAILED;
  }
  return trials;
}

}  // namespace sweep
