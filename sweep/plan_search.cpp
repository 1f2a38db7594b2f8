// What a plan tries when its times are exact and no policy comes close to the lower bound.

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "sweep/allotment.hpp"
#include "sweep/local_search.hpp"
#include "sweep/packing_search.hpp"
#include "sweep/plan.hpp"
#include "sweep/rehearsal.hpp"
#include "sweep/team_moves.hpp"

namespace sweep {
namespace {

constexpr std::size_t kFewTrials = 30;     // whose schedule is improved trial by trial…
constexpr std::size_t kMostDrafts = 5000;  // …looking at so many
constexpr std::size_t kStarts = 18;
constexpr double kFirstChanges = 400;       // of each start…
constexpr double kFirstStarts = 500'000;    // …but no more trials rehearsed than these;
constexpr double kMoreChanges = 4;          // so many times as many for the best third, and again
constexpr double kWarmth = 0.01;            // of the lower bound: so much worse may a change be at first
constexpr double kAboutTheSameTime = 0.01;  // likewise
constexpr double kGoodEnough = 1.02;        // likewise: then nothing more is tried
constexpr std::uint64_t kPackings = 3;      // searches for one, each with other chances

/// When the last trial ends, and a little more the more ranks work until about then: what makes only these
/// fewer leads to shorter schedules, but does not make this one shorter yet.
double soft_end(const Rehearsal& rehearsal, double about_seconds) {
  double ranks = 0;
  for (const Performance& p : rehearsal.schedule)
    ranks += static_cast<double>(p.assignment.team.size()) *
             std::exp((p.end_seconds - rehearsal.seconds) / about_seconds);
  return rehearsal.seconds + about_seconds * std::log(ranks);
}

}  // namespace

struct Plan::Start {
  Plan plan;
  Policy policy;
  TeamMoves moves;
};

void Plan::try_teams(const Policy& policy, TeamMoves& moves, double changes) {
  const double bound = lower_bound_seconds();
  Plan best = *this;
  double now_seconds = soft_end(rehearse(*this), kAboutTheSameTime * bound);
  for (double i = 0; i < changes && best.seconds_ > kGoodEnough * bound; ++i) {
    const bool changed = !moves.change(trials_).empty();
    order_ = order_with_teams(trials_, workers_, policy);
    // What is worse is taken too, ever more rarely: the best is not found by improvements alone.
    const double worst_seconds =
        now_seconds - kWarmth * bound * (1 - i / changes) * std::log(1 - moves.uniform());
    if (!changed) continue;
    const Rehearsal rehearsal = rehearse(*this, {.give_up_seconds = worst_seconds});
    const double seconds = rehearsal.seconds > worst_seconds ? rehearsal.seconds
                                                             : soft_end(rehearsal, kAboutTheSameTime * bound);
    if (seconds > worst_seconds) {
      moves.undo(trials_);
      continue;
    }
    now_seconds = seconds;
    seconds_ = rehearsal.seconds;
    if (seconds_ < best.seconds_) best = *this;
  }
  *this = std::move(best);
}

std::vector<Plan::Start> Plan::starts(const Policy& policy) const {
  const bool rounds = std::any_of(order_.begin(), order_.end(), [&](Row row) {
    return trials_[row.value].round != trials_[order_.front().value].round;
  });
  std::vector<Start> starts;
  while (starts.size() < kStarts) {
    for (const double more : {1.0, 0.7, 1.4}) {
      for (const auto turns : {Policy::Turns::LONGEST_FIRST, Policy::Turns::BY_ROUND}) {
        if (turns == Policy::Turns::BY_ROUND && !rounds) continue;
        // Teams that grow and shrink, and teams that stay as planned: each way has its grids.
        for (const Teams teams : {Teams::CHOSEN, Teams::GIVEN}) {
          for (const Growth growth : {Growth::ALWAYS, Growth::AT_THE_END}) {
            if (growth == Growth::AT_THE_END && teams == Teams::GIVEN) continue;
            Start start{*this, policy, TeamMoves(trials_, workers_, starts.size())};
            start.policy.team_seconds = more * target_seconds_;
            start.policy.turns = turns;
            start.plan.teams_ = teams;
            start.plan.growth_ = growth;
            start.plan.order_ = allot(start.plan.trials_, workers_, start.policy);
            start.plan.seconds_ = rehearse(start.plan).seconds;
            starts.push_back(std::move(start));
          }
        }
      }
    }
  }
  return starts;
}

void Plan::try_starts(const Policy& policy) {
  std::vector<Start> left = starts(policy);
  Plan best = *this;
  double changes = std::min(kFirstChanges, kFirstStarts / static_cast<double>(order_.size()));
  while (!left.empty()) {
    for (Start& start : left) {
      if (best.seconds_ <= kGoodEnough * lower_bound_seconds()) break;
      start.plan.try_teams(start.policy, start.moves, changes);
      if (start.plan.seconds_ < best.seconds_) best = start.plan;
    }
    std::stable_sort(left.begin(), left.end(),
                     [](const Start& a, const Start& b) { return a.plan.seconds_ < b.plan.seconds_; });
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(left.size() / 3), left.end());
    changes *= kMoreChanges;
  }
  *this = std::move(best);
}

double Plan::take(const Draft& draft) {
  teams_ = Teams::GIVEN;
  order_ = draft.order;
  for (std::size_t i = 0; i < order_.size(); ++i) trials_[order_[i].value].team_size = draft.teams[i];
  set_tails(trials_);
  return seconds_ = rehearse(*this).seconds;
}

void Plan::try_packings() {
  Plan best = *this;
  for (std::uint64_t seed = 0; seed < kPackings; ++seed) {
    if (best.seconds_ <= kGoodEnough * lower_bound_seconds()) break;
    Plan plan = *this;
    if (plan.take(packed(*this, kGoodEnough, seed)) < best.seconds_) best = std::move(plan);
  }
  *this = std::move(best);
}

void Plan::try_changes() {
  if (order_.size() > kFewTrials) return;
  const Plan before = *this;
  const auto seconds_of = [this](const Draft& draft) { return take(draft); };
  const auto most_ranks = [this](Row row) { return trials_[row.value].time.fastest(workers_); };
  // From the best rehearsal so far, and from equal teams: what is best changed one by one depends on where
  // one starts.
  std::vector<Draft> starts(1);
  for (const Performance& p : rehearse(before).schedule) {
    if (p.end != Performance::End::COMPLETE) continue;
    starts[0].order.push_back(p.assignment.row);
    starts[0].teams.push_back(static_cast<int>(p.assignment.team.size()));
  }
  for (int team = 1; team <= workers_; team += std::max(1, team / 2)) {
    Draft equal = starts[0];
    for (std::size_t i = 0; i < equal.teams.size(); ++i)
      equal.teams[i] = std::min(team, most_ranks(equal.order[i]));
    starts.push_back(std::move(equal));
  }
  Draft best = starts[0];
  double best_seconds = before.seconds_;
  for (const Draft& start : starts) {
    const Draft draft = improved(start, seconds_of, most_ranks, kMostDrafts);
    const double seconds = seconds_of(draft);
    if (seconds >= best_seconds) continue;
    best = draft;
    best_seconds = seconds;
  }
  if (best_seconds < before.seconds_) {
    take(best);
  } else {
    *this = before;
  }
}

}  // namespace sweep
