#include "sweep/plan.hpp"

#include <algorithm>
#include <cmath>

namespace sweep {
namespace {

/// Wide teams for the few trials that would otherwise outlast everything else, one rank for all others.
int natural_team_size(double seconds, double work_seconds, int workers) {
  const double fair_share = work_seconds / workers;
  return std::clamp(static_cast<int>(std::ceil(seconds / fair_share - 1e-9)), 1, workers);
}

}  // namespace

Plan::Plan(const Grid& grid, const std::vector<TrialCost>& costs, const std::vector<TrialState>& states,
           PlanRequest request)
    : trials_(grid.size()), workers_(request.workers) {
  for (std::size_t i = 0; i < trials_.size(); ++i) {
    trials_[i].time = costs[i].team_time(request.speed);
    trials_[i].seconds = trials_[i].time.alone();
    trials_[i].interruption =
        costs[i].epochs > 0 && costs[i].fits == 1 ? Interruption::CHECKPOINT : Interruption::FROM_START;
    trials_[i].done =
        i < states.size() && (states[i] == TrialState::COMPLETE || states[i] == TrialState::PRUNED);
    trials_[i].failed = i < states.size() && states[i] == TrialState::FAILED;
    if (!trials_[i].done) work_seconds_ += trials_[i].seconds;
  }
  for (PlannedTrial& trial : trials_) {
    if (trial.done) continue;
    trial.team_size = request.team_size > 0 ? std::min(request.team_size, workers_)
                                            : natural_team_size(trial.seconds, work_seconds_, workers_);
    trial.team_size = std::min(trial.team_size, trial.time.most_ranks);
    trial.tail_seconds = trial.time.on(trial.team_size);
  }
  // Dependencies are one level deep (a teacher waits for nobody), so one pass settles the tails.
  for (std::uint32_t i = 0; i < trials_.size(); ++i) {
    const auto teacher = grid[Row{i}].teacher;
    if (!teacher || trials_[i].done || trials_[teacher->value].done) continue;
    PlannedTrial& planned = trials_[teacher->value];
    planned.tail_seconds =
        std::max(planned.tail_seconds, planned.time.on(planned.team_size) + trials_[i].tail_seconds);
  }
  for (std::uint32_t i = 0; i < trials_.size(); ++i) {
    if (!trials_[i].done) order_.push_back(Row{i});
  }
  std::stable_sort(order_.begin(), order_.end(), [&](Row a, Row b) {
    const PlannedTrial& first = trials_[a.value];
    const PlannedTrial& second = trials_[b.value];
    if (first.failed != second.failed) return second.failed;
    return first.tail_seconds > second.tail_seconds;
  });
}

double Plan::lower_bound_seconds() const {
  double longest = 0;
  for (const Row row : order_) longest = std::max(longest, trials_[row.value].tail_seconds);
  return std::max(work_seconds_ / workers_, longest);
}

}  // namespace sweep
