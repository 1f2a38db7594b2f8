#include "sweep/plan.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "sweep/allotment.hpp"
#include "sweep/rehearsal.hpp"

namespace sweep {
namespace {

constexpr double kGoodEnough = 1.02;            // of the lower bound: then no other policy is tried
constexpr double kExact = 1.05;                 // wrong by less: smaller teams than the time asks for may pay
constexpr std::size_t kMostStarts = 1'500'000;  // rehearsed, of all policies together

/// What promises most comes first.
std::vector<Policy> policies(const Plan& plan) {
  int widest = 1;
  for (const Row row : plan.order()) widest = std::max(widest, plan[row].time.fastest(plan.workers()));
  const double seconds = plan.target_seconds();
  std::vector<Policy> list;
  const bool exact = plan.wrong_by() < kExact;
  for (const double more : exact ? std::vector{1.0, 1.3, 0.8} : std::vector{1.0, 0.8}) {
    for (int least = 1; least <= widest; least += std::max(1, least / 2)) {
      for (const auto turns : {Policy::Turns::BY_ROUND, Policy::Turns::LONGEST_FIRST}) {
        for (const Growth growth : {Growth::ALWAYS, Growth::AT_THE_END})
          list.push_back({seconds, more * seconds, plan.wrong_by(), least, turns, growth});
      }
    }
  }
  return list;
}

}  // namespace

Plan::Plan(const Grid& grid, const std::vector<TrialCost>& costs, const std::vector<TrialState>& states,
           const PlanRequest& request)
    : Plan(planned_trials(grid, costs, states, request.speed), request) {}

Plan::Plan(std::vector<PlannedTrial> trials, const PlanRequest& request)
    : trials_(std::move(trials)),
      workers_(request.workers),
      teams_(request.team_size > 0 ? Teams::GIVEN : Teams::CHOSEN),
      wrong_by_(request.wrong_by),
      bound_(LowerBound::of(trials_, workers_)),
      target_seconds_(spread_seconds(trials_, workers_, wrong_by_)) {
  if (teams_ == Teams::GIVEN) {
    order_ = allot_equally(trials_, workers_, request.team_size,
                           {.within_seconds = target_seconds(), .slack = wrong_by_});
    seconds_ = rehearse(*this).seconds;
    return;
  }
  const Policy best = try_policies();
  if (wrong_by_ >= kExact || seconds_ <= kGoodEnough * lower_bound_seconds()) return;
  if (request.search == Search::QUICK) return;
  try_starts(best);
  try_changes();
}

Policy Plan::try_policies() {
  Policy best{.within_seconds = target_seconds(), .team_seconds = target_seconds(), .slack = wrong_by_};
  Policy last = best;
  order_ = allot(trials_, workers_, best);
  seconds_ = std::numeric_limits<double>::infinity();
  std::size_t starts = 0;
  for (const Policy& policy : policies(*this)) {
    last = policy;
    order_ = allot(trials_, workers_, policy);
    growth_ = policy.growth;
    const double seconds = rehearse(*this, {.give_up_seconds = seconds_}).seconds;
    starts += order_.size();
    if (seconds < seconds_) {
      seconds_ = seconds;
      best = policy;
    }
    if (seconds_ <= kGoodEnough * lower_bound_seconds() || starts + order_.size() > kMostStarts) break;
  }
  if (last != best) order_ = allot(trials_, workers_, best);
  growth_ = best.growth;
  return best;
}

}  // namespace sweep
