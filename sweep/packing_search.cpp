#include "sweep/packing_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sweep/packing.hpp"
#include "sweep/priced_teams.hpp"
#include "sweep/team_moves.hpp"
#include "sweep/trial_source.hpp"

namespace sweep {
namespace {

constexpr double kChanges = 1.5e9;         // of teams, times trials: some seconds…
constexpr double kChangesPerTrial = 2000;  // …or so many
constexpr double kEasy = 1.1;              // of the lower bound: the time into which they are packed first;
constexpr double kShorter = 0.001;         // likewise: by so much less then
constexpr double kWarmth = 0.0003;  // of all ranks' time: so much more may not fit after a change, at first
constexpr double kCooling = 3;      // the power of the changes left with which it falls
constexpr std::array kPriced = {1.05, 1.02, 1.035};  // of the lower bound: for it the first teams are priced

/// The plan's trials with teams that would do if trials could be cut up (priced_teams.hpp).
std::vector<PlannedTrial> with_priced_teams(const Plan& plan, double end_seconds) {
  std::vector<PlannedTrial> trials = plan.trials();
  std::vector<Row> rows = plan.order();
  std::stable_sort(rows.begin(), rows.end(),
                   [&](Row a, Row b) { return plan[a].seconds() > plan[b].seconds(); });
  const std::vector<int> teams = priced_teams(trials, rows, plan.workers(), end_seconds);
  for (std::size_t i = 0; i < rows.size(); ++i) trials[rows[i].value].team_size = teams[i];
  return trials;
}

Draft draft_of(const std::vector<PlannedTrial>& trials, std::vector<Row> order) {
  Draft draft{std::move(order), {}};
  for (const Row row : draft.order) draft.teams.push_back(trials[row.value].team_size);
  return draft;
}

}  // namespace

Draft packed(const Plan& plan, double enough, std::uint64_t seed) {
  const double bound = plan.lower_bound_seconds();
  double ratio = kEasy;  // made / bound
  std::vector<PlannedTrial> trials = with_priced_teams(plan, kPriced[seed % kPriced.size()] * bound);
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
