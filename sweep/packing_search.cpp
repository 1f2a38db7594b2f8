#include "sweep/packing_search.hpp"

#include <algorithm>
#include <cmath>

#include "sweep/packing.hpp"
#include "sweep/team_moves.hpp"
#include "sweep/trial_source.hpp"

namespace sweep {
namespace {

constexpr double kChanges = 2.5e9;         // of teams, times trials: a dozen seconds…
constexpr double kChangesPerTrial = 2000;  // …or so many
constexpr double kEasy = 1.1;              // of the lower bound: the time into which they are packed first;
constexpr double kShorter = 0.001;         // likewise: by so much less then
constexpr double kWarmth = 0.0005;  // of all ranks' time: so much more may not fit after a change, at first
constexpr double kCooling = 3;      // the power of the changes left with which it falls
constexpr double kLong = 0.9;       // of the time: what takes longer begins with a larger team

Draft draft_of(const std::vector<PlannedTrial>& trials, std::vector<Row> order) {
  Draft draft{std::move(order), {}};
  for (const Row row : draft.order) draft.teams.push_back(trials[row.value].team_size);
  return draft;
}

}  // namespace

Draft packed(const Plan& plan, double enough, std::uint64_t seed) {
  const double bound = plan.lower_bound_seconds();
  double ratio = kEasy;  // made / bound
  std::vector<PlannedTrial> trials = plan.trials();
  for (PlannedTrial& trial : trials)
    trial.team_size = trial.time.smallest_within(kLong * ratio * bound, plan.workers());
  TeamMoves moves(trials, plan.workers(), seed);
  Packing packing(trials, plan.order(), plan.workers());
  double left_over = packing.left_over(ratio * bound, kForever);
  Draft best = draft_of(trials, plan.order());
  const auto n = static_cast<double>(plan.order().size());
  const double changes = std::min(kChangesPerTrial * n, kChanges / n);
  for (double i = 0; i < changes; ++i) {
    while (left_over <= 0) {
      best = draft_of(trials, packing.order(ratio * bound));
      if (ratio <= enough) return best;
      ratio -= kShorter;
      left_over = packing.left_over(ratio * bound, kForever);
    }
    const std::span<const Row> changed = moves.change(trials);
    if (changed.empty()) continue;
    packing.teams_changed(changed);
    // What is worse is taken too, ever more rarely.
    const double warmth = kWarmth * plan.workers() * ratio * bound * std::pow(1 - i / changes, kCooling);
    const double most = left_over - warmth * std::log(1 - moves.uniform());
    const double now = packing.left_over(ratio * bound, most);
    if (now <= most) {
      left_over = now;
    } else {
      moves.undo(trials);
      packing.teams_changed(changed);
    }
  }
  return best;
}

}  // namespace sweep
