// What a plan tries when its times are exact and no policy comes close to the lower bound.

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "sweep/local_search.hpp"
#include "sweep/plan.hpp"
#include "sweep/rehearsal.hpp"

namespace sweep {
namespace {

constexpr std::size_t kFewTrials = 30;        // whose schedule is improved trial by trial…
constexpr std::size_t kMostDrafts = 5000;     // …looking at so many
constexpr std::size_t kFewKinds = 100;        // of trials, whose teams are changed together…
constexpr std::size_t kMostStarts = 200'000;  // …rehearsing so many trials
constexpr double kShorter = 1 - 1e-4;
constexpr double kGoodEnough = 1.02;  // of the lower bound

/// Trials that take about equally long, to 5 %, and play the same part; the longest first.
using Kind = std::tuple<long, bool, bool>;  // −20 ln of the seconds on one rank; has students; has a teacher

std::map<Kind, std::vector<Row>> kinds_of(const std::vector<PlannedTrial>& trials) {
  std::vector<bool> teaches(trials.size(), false);
  for (const PlannedTrial& trial : trials) {
    if (trial.teacher) teaches[trial.teacher->value] = true;
  }
  std::map<Kind, std::vector<Row>> kinds;
  for (std::uint32_t i = 0; i < trials.size(); ++i) {
    if (!trials[i].done)
      kinds[{std::lround(-20 * std::log(trials[i].seconds())), teaches[i], trials[i].teacher.has_value()}]
          .push_back(Row{i});
  }
  return kinds;
}

}  // namespace

void Plan::try_kinds(const Policy& policy) {
  const std::map<Kind, std::vector<Row>> kinds = kinds_of(trials_);
  if (kinds.size() > kFewKinds) return;
  const auto set = [&](const std::vector<Row>& rows, int team) {
    for (const Row row : rows) {
      PlannedTrial& trial = trials_[row.value];
      trial.team_size = std::min(team, trial.time.fastest(workers_));
    }
    order_ = order_with_teams(trials_, workers_, policy);
  };
  std::size_t starts = 0;
  for (bool better = true; better && starts < kMostStarts;) {
    better = false;
    for (const auto& [kind, rows] : kinds) {
      const int most = trials_[rows.front().value].time.fastest(workers_);
      int now = trials_[rows.front().value].team_size;
      for (const int team : {now - 1, now + 1, now / 2, 2 * now}) {
        if (team < 1 || team > most || team == now) continue;
        set(rows, team);
        const double seconds = rehearse(*this, {.give_up_seconds = seconds_}).seconds;
        starts += order_.size();
        if (seconds < kShorter * seconds_) {
          seconds_ = seconds;
          now = team;
          better = true;
        }
      }
      set(rows, now);
    }
  }
}

void Plan::try_all_kinds(const Policy& policy) {
  Plan best = *this;
  best.try_kinds(policy);
  // What is best changed one by one depends on where one starts.
  for (const double more : {1.0, 0.7, 1.4}) {
    for (const auto turns : {Policy::Turns::BY_ROUND, Policy::Turns::LONGEST_FIRST}) {
      Policy start = policy;
      start.team_seconds = more * target_seconds_;
      start.turns = turns;
      // Teams that grow and shrink, and teams that stay as planned: each way has its grids.
      for (const Teams teams : {Teams::CHOSEN, Teams::GIVEN}) {
        for (const Growth growth : {Growth::ALWAYS, Growth::AT_THE_END}) {
          if (best.seconds_ <= kGoodEnough * lower_bound_seconds()) break;
          if (teams == Teams::GIVEN && growth == Growth::AT_THE_END) break;  // they never grow
          Plan other = *this;
          other.teams_ = teams;
          other.growth_ = growth;
          other.order_ = allot(other.trials_, workers_, start);
          other.seconds_ = rehearse(other).seconds;
          other.try_kinds(start);
          if (other.seconds_ < best.seconds_) best = std::move(other);
        }
      }
    }
  }
  *this = std::move(best);
}

void Plan::try_changes() {
  if (order_.size() > kFewTrials) return;
  const Plan before = *this;
  teams_ = Teams::GIVEN;
  const auto take = [this](const Draft& draft) {
    order_ = draft.order;
    for (std::size_t i = 0; i < order_.size(); ++i) trials_[order_[i].value].team_size = draft.teams[i];
  };
  const auto seconds_of = [&](const Draft& draft) {
    take(draft);
    return rehearse(*this).seconds;
  };
  const auto most_ranks = [this](Row row) { return trials_[row.value].time.fastest(workers_); };
  // From the best rehearsal so far, and from equal teams: what is best changed one by one depends on where
  // one starts.
  std::vector<Draft> starts(1);
  for (const Performance& p : rehearse(before).schedule) {
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
    seconds_ = seconds_of(best);
  } else {
    *this = before;
  }
}

}  // namespace sweep
