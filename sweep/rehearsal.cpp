#include "sweep/rehearsal.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <random>

#include "sweep/plan_walker.hpp"

namespace sweep {
namespace {

/// Uniform in (0, 1), from numbers alone: the same whatever the order of questions.
double uniform(std::uint64_t seed, std::uint64_t index) {
  std::uint64_t z = seed * 0x9E3779B97F4A7C15 + index * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return (static_cast<double>((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

/// Idle ranks, first come first served.
class IdleRanks {
 public:
  explicit IdleRanks(int workers) : taken_(static_cast<std::size_t>(workers) + 1, 0) {
    for (int rank = 1; rank <= workers; ++rank) ranks_.push_back(Rank{rank});
  }
  std::span<const Rank> all() const { return std::span(ranks_).subspan(first_); }
  void take(const std::vector<Rank>& team) {
    const std::span<const Rank> idle = all();
    if (std::equal(team.begin(), team.end(), idle.begin())) {  // nearly always, and these may be thousands
      first_ += team.size();
      if (first_ > kMostTaken) drop_taken();
      return;
    }
    drop_taken();
    for (const Rank rank : team) taken_[static_cast<std::size_t>(rank.value)] = 1;
    std::erase_if(ranks_, [&](Rank rank) { return taken_[static_cast<std::size_t>(rank.value)] != 0; });
    for (const Rank rank : team) taken_[static_cast<std::size_t>(rank.value)] = 0;
  }
  void give_back(Rank rank) { ranks_.push_back(rank); }

 private:
  static constexpr std::size_t kMostTaken = 10000;
  void drop_taken() {
    ranks_.erase(ranks_.begin(), ranks_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }

  std::vector<Rank> ranks_;
  std::size_t first_ = 0;    // that is still idle
  std::vector<char> taken_;  // by rank
};

}  // namespace

double factor_of(const PlannedTrial& trial, Row row, const Conditions& conditions) {
  if (conditions.wrong_by == 1) return 1;
  if (trial.seconds() > conditions.late_beyond_seconds) return conditions.wrong_by;
  return std::pow(conditions.wrong_by, 2 * uniform(conditions.seed, row.value) - 1);
}

double lower_bound_seconds(const Plan& plan, const Conditions& conditions) {
  if (conditions.wrong_by == 1) return plan.lower_bound_seconds();
  std::vector<PlannedTrial> trials = plan.trials();
  for (std::uint32_t i = 0; i < trials.size(); ++i) {
    const double factor = factor_of(trials[i], Row{i}, conditions);
    TeamTime& time = trials[i].time;
    for (double* part :
         {&time.fixed_seconds, &time.divided_seconds, &time.hop_seconds, &time.transfer_seconds})
      *part *= factor;
  }
  return LowerBound::of(trials, plan.workers()).seconds;
}

Rehearsal rehearse(const Plan& plan, const Conditions& conditions) {
  double now_seconds = 0;
  PlanWalker walker(plan, [&] { return now_seconds; });
  IdleRanks idle(plan.workers());
  Rehearsal result;
  result.workers = plan.workers();
  int workers = plan.workers();

  using Ending = std::pair<double, std::size_t>;  // when, which performance
  std::priority_queue<Ending, std::vector<Ending>, std::greater<>> endings;
  double allocation_start = 0;
  const auto start = [&](Assignment&& assignment) {
    const auto team = static_cast<int>(assignment.team.size());
    Performance performance{std::move(assignment), now_seconds, now_seconds};
    const PlannedTrial& trial = plan[performance.assignment.row];
    double seconds = trial.time.on(team) * factor_of(trial, performance.assignment.row, conditions);
    if (conditions.deaths_per_second > 0 && workers > team) {
      const double chance = uniform(~conditions.seed, result.schedule.size());
      const double death = -std::log(chance) / (conditions.deaths_per_second * team);
      if (death < seconds) {
        seconds = death;
        performance.end = Performance::End::DIED;
        --workers;
      }
    }
    performance.end_seconds = now_seconds + seconds;
    result.worked_seconds += seconds * team;
    endings.emplace(performance.end_seconds, result.schedule.size());
    result.schedule.push_back(std::move(performance));
  };
  const auto end = [&](const Performance& done) {
    now_seconds = done.end_seconds;
    result.seconds = std::max(result.seconds, now_seconds);
    const bool died = done.end == Performance::End::DIED;
    const std::vector<Rank>& team = done.assignment.team;
    for (std::size_t i = died ? 1 : 0; i < team.size(); ++i) idle.give_back(team[i]);
    if (!died) {
      walker.ended(done.assignment.row, TrialState::COMPLETE);
      return;
    }
    walker.workers_left(plan.workers() - ++result.deaths);
    walker.returned(done.assignment.row);
  };
  while (true) {
    while (auto assignment =
               walker.next(idle.all(), conditions.allocation_seconds - (now_seconds - allocation_start))) {
      idle.take(assignment->team);
      start(std::move(*assignment));
    }
    const double allocation_end = allocation_start + conditions.allocation_seconds;
    if (now_seconds > conditions.give_up_seconds) return result;
    if (!endings.empty() && endings.top().first <= allocation_end) {
      const std::size_t which = endings.top().second;
      endings.pop();
      end(result.schedule[which]);
      continue;
    }
    // Nothing more ends in this allocation. What does not start at the beginning of one never will.
    const bool nothing_starts = now_seconds == allocation_start || allocation_end == kForever;
    if (endings.empty() && (nothing_starts || walker.exhausted())) return result;
    now_seconds = allocation_start = allocation_end;
  }
}

}  // namespace sweep
