#include "sweep/rehearsal.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <random>

#include "sweep/idle_ranks.hpp"
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

/// Discrete events: trials that start and end, on ranks that do nothing else.
class Simulation {
 public:
  Simulation(const Plan& plan, const Conditions& conditions)
      : plan_(plan),
        conditions_(conditions),
        walker_(plan, [this] { return now_seconds_; }),
        idle_(plan.workers()),
        workers_(plan.workers()),
        shares_(plan.trials().size(), 1),
        latest_(plan.trials().size(), 0) {
    result_.workers = plan.workers();
  }

  Rehearsal run() {
    while (true) {
      start_all();
      if (now_seconds_ > conditions_.give_up_seconds) {
        result_.seconds = now_seconds_;
        return std::move(result_);
      }
      const double allocation_end = allocation_start_ + conditions_.allocation_seconds;
      const double next_end = endings_.empty() ? kForever : endings_.top().first;
      if (!tellings_.empty() && tellings_.top().first < std::min(next_end, allocation_end)) {
        tell(tellings_.top());
        tellings_.pop();
        continue;
      }
      if (!endings_.empty() && next_end <= allocation_end) {
        const std::size_t which = endings_.top().second;
        endings_.pop();
        if (result_.schedule[which].end != Performance::End::PUT_DOWN) end(result_.schedule[which]);
        continue;
      }
      // Nothing more ends in this allocation. What does not start at the beginning of one never will.
      const bool nothing_starts = now_seconds_ == allocation_start_ || allocation_end == kForever;
      if (endings_.empty() && (nothing_starts || walker_.exhausted())) return std::move(result_);
      now_seconds_ = allocation_start_ = allocation_end;
    }
  }

 private:
  using Event = std::pair<double, std::size_t>;  // when, of which performance
  using Events = std::priority_queue<Event, std::vector<Event>, std::greater<>>;

  void start_all() {
    bool some = true;
    while (some) {
      const auto row = walker_.to_resize(idle_.all());
      some = row.has_value();
      if (row) put_down(*row);
      while (auto assignment = walker_.next(
                 idle_.all(), conditions_.allocation_seconds - (now_seconds_ - allocation_start_))) {
        idle_.take(assignment->team);
        start(std::move(*assignment));
        some = true;
      }
    }
  }

  void start(Assignment&& assignment) {
    const Row row = assignment.row;
    const auto team = static_cast<int>(assignment.team.size());
    Performance performance{std::move(assignment), now_seconds_, now_seconds_};
    const double share = shares_[row.value];
    double seconds = share * plan_[row].time.on(team) * factor_of(plan_[row], row, conditions_);
    if (share < 1) seconds += plan_[row].move_seconds;
    if (conditions_.deaths_per_second > 0 && workers_ > team) {
      const double chance = uniform(~conditions_.seed, result_.schedule.size());
      const double death = -std::log(chance) / (conditions_.deaths_per_second * team);
      if (death < seconds) {
        seconds = death;
        performance.end = Performance::End::DIED;
        --workers_;
      }
    }
    performance.end_seconds = now_seconds_ + seconds;
    result_.worked_seconds += seconds * team;
    latest_[row.value] = result_.schedule.size();
    // After two epochs it is known when a trial will end.
    const auto epochs = static_cast<double>(plan_[row].epochs);
    if (conditions_.wrong_by != 1 && epochs > 2 && performance.end == Performance::End::COMPLETE)
      tellings_.emplace(now_seconds_ + 2 / epochs * seconds, result_.schedule.size());
    endings_.emplace(performance.end_seconds, result_.schedule.size());
    result_.schedule.push_back(std::move(performance));
  }

  void end(const Performance& done) {
    now_seconds_ = done.end_seconds;
    result_.seconds = std::max(result_.seconds, now_seconds_);
    const bool died = done.end == Performance::End::DIED;
    const std::vector<Rank>& team = done.assignment.team;
    for (std::size_t i = died ? 1 : 0; i < team.size(); ++i) idle_.give_back(team[i]);
    if (!died) {
      walker_.ended(done.assignment.row, TrialState::COMPLETE);
      return;
    }
    walker_.workers_left(plan_.workers() - ++result_.deaths);
    walker_.returned(done.assignment.row);
  }

  void put_down(Row row) {
    Performance& performance = result_.schedule[latest_[row.value]];
    const double left_seconds = performance.end_seconds - now_seconds_;
    shares_[row.value] *= left_seconds / (performance.end_seconds - performance.start_seconds);
    result_.worked_seconds -= left_seconds * static_cast<double>(performance.assignment.team.size());
    performance.end = Performance::End::PUT_DOWN;
    performance.end_seconds = now_seconds_;
    for (const Rank rank : performance.assignment.team) idle_.give_back(rank);
    walker_.returned(row);
  }

  void tell(const Event& event) {
    const Performance& performance = result_.schedule[event.second];
    if (performance.end != Performance::End::COMPLETE) return;
    now_seconds_ = event.first;
    walker_.will_end(performance.assignment.row, performance.end_seconds);
  }

  const Plan& plan_;
  const Conditions& conditions_;
  double now_seconds_ = 0;
  double allocation_start_ = 0;
  PlanWalker walker_;
  IdleRanks idle_;
  int workers_;  // alive
  Rehearsal result_;
  std::vector<double> shares_;       // of each trial, still to do; by row
  std::vector<std::size_t> latest_;  // performance of a trial; by row
  Events endings_;
  Events tellings_;  // of what is known by then
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
  return Simulation(plan, conditions).run();
}

}  // namespace sweep
