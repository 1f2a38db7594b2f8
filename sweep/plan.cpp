#include "sweep/plan.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sweep/allotment.hpp"
#include "sweep/rehearsal.hpp"

namespace sweep {
namespace {

constexpr double kGoodEnough = 1.02;            // of the lower bound: then no other policy is tried;
constexpr double kGoodEnoughIfWrong = 1.05;     // likewise, where times are not exact
constexpr double kExact = 1.05;                 // wrong by less: smaller teams than the time asks for may pay
constexpr std::size_t kMostStarts = 1'500'000;  // rehearsed, of all policies together
constexpr std::size_t kDraws = 4;               // of wrong times…
constexpr std::size_t kMany = 100'000;          // …or one, of so many trials
constexpr std::size_t kMostSearched = 20'000;   // trials: of more, too few changes could be rehearsed
constexpr std::uint64_t kFirstDraw = 100;       // its seed
constexpr double kLong = 0.5;                   // of the longest trial's time
constexpr double kBetter = 0.99;                // so much shorter under wrong times, or it may be chance

/// How much slack may pay: as much as real times differ from the predicted ones, or less.
std::vector<double> slacks(double wrong_by) {
  if (wrong_by < kExact) return {wrong_by};
  return {wrong_by, std::sqrt(wrong_by), 1.0, std::pow(wrong_by, 0.25)};
}

/// What promises most comes first.
std::vector<Policy> policies(const std::vector<PlannedTrial>& trials, const PlanRequest& request) {
  const int workers = request.workers;
  int widest = 1;
  for (const PlannedTrial& trial : trials)
    widest = std::max(widest, trial.done ? 1 : trial.time.fastest(workers));
  const bool exact = request.wrong_by < kExact;
  std::vector<Policy> list;
  for (const double slack : slacks(request.wrong_by)) {
    const double seconds = spread_seconds(trials, workers, slack);
    for (const double more : exact ? std::vector{1.0, 1.3, 0.8} : std::vector{1.0, 0.8}) {
      for (int least = 1; least <= widest; least += std::max(1, least / 2)) {
        for (const auto turns : {Policy::Turns::BY_ROUND, Policy::Turns::LONGEST_FIRST}) {
          for (const Growth growth : {Growth::ALWAYS, Growth::AT_THE_END})
            list.push_back({seconds, more * seconds, slack, least, turns, growth});
        }
      }
    }
  }
  return list;
}

/// What a policy is rehearsed under: times as predicted; or times that are as wrong as they may be, first
/// those of the longest trials, all too short, then any.
std::vector<Conditions> draws(double wrong_by, const std::vector<PlannedTrial>& trials) {
  if (wrong_by < kExact) return {{}};
  double longest = 0;
  for (const PlannedTrial& trial : trials) longest = std::max(longest, trial.done ? 0 : trial.seconds());
  std::vector<Conditions> draws = {{.wrong_by = wrong_by, .late_beyond_seconds = kLong * longest}};
  while (draws.size() < (trials.size() > kMany ? 1 : kDraws))
    draws.push_back({.wrong_by = wrong_by, .seed = kFirstDraw + draws.size()});
  return draws;
}

bool any_waits(const Plan& plan) {
  return std::any_of(plan.order().begin(), plan.order().end(), [&](Row row) {
    const auto teacher = plan[row].teacher;
    return teacher && !plan[*teacher].done;
  });
}

}  // namespace

Plan::Plan(const Grid& grid, const std::vector<TrialCost>& costs, const std::vector<TrialState>& states,
           const PlanRequest& request)
    : Plan(planned_trials(grid, costs, states, request.speed), request) {}

Plan::Plan(std::vector<PlannedTrial> trials, const PlanRequest& request)
    : trials_(std::move(trials)),
      workers_(request.workers),
      teams_(request.team_size > 0 ? Teams::GIVEN : Teams::CHOSEN),
      slack_(request.wrong_by),
      bound_(LowerBound::of(trials_, workers_)) {
  if (teams_ == Teams::GIVEN) {
    target_seconds_ = spread_seconds(trials_, workers_, slack_);
    order_ = allot_equally(trials_, workers_, request.team_size,
                           {.within_seconds = target_seconds_, .slack = slack_});
    seconds_ = rehearse(*this).seconds;
    return;
  }
  const Policy best = try_policies(request);
  const bool exact = request.wrong_by < kExact;
  if (!exact || request.search == Search::QUICK || seconds_ <= kGoodEnough * lower_bound_seconds() ||
      order_.size() > kMostSearched)
    return;
  if (request.on_thorough) request.on_thorough();
  if (any_waits(*this)) {
    try_starts(best);
  } else {
    try_packings();
  }
  try_changes();
}

void Plan::adopt(const Policy& policy) {
  order_ = allot(trials_, workers_, policy);
  growth_ = policy.growth;
  slack_ = policy.slack;
  target_seconds_ = policy.within_seconds;
}

Policy Plan::try_policies(const PlanRequest& request) {
  const std::vector<Policy> list = policies(trials_, request);
  adopt(list.front());
  const std::vector<Conditions> all = draws(request.wrong_by, trials_);
  std::vector<double> bounds;
  bounds.reserve(all.size());
  for (const Conditions& draw : all) bounds.push_back(sweep::lower_bound_seconds(*this, draw));
  const bool exact = request.wrong_by < kExact;
  const double better = exact ? 1 : kBetter;
  const double good_enough = exact ? kGoodEnough : kGoodEnoughIfWrong;
  Policy best = list.front();
  double best_sum = kForever;  // of made / bound, over all draws
  std::size_t starts = 0;
  for (const Policy& policy : list) {
    adopt(policy);
    double sum = 0;
    for (std::size_t i = 0; i < all.size() && sum < best_sum; ++i) {
      Conditions draw = all[i];
      draw.give_up_seconds = (best_sum - sum) * bounds[i];
      sum += rehearse(*this, draw).seconds / bounds[i];
      starts += order_.size();
    }
    if (sum < better * best_sum) {
      best_sum = sum;
      best = policy;
    }
    if (best_sum <= good_enough * static_cast<double>(all.size()) ||
        starts + all.size() * order_.size() > kMostStarts)
      break;
  }
  adopt(best);
  seconds_ = rehearse(*this).seconds;
  return best;
}

}  // namespace sweep
