#include "sweep/allotment.hpp"

#include <algorithm>

namespace sweep {
namespace {

/// What each trial's longest student takes, by row, for `seconds_of` a student.
template <class SecondsOf>
std::vector<double> longest_student(const std::vector<PlannedTrial>& trials, const SecondsOf& seconds_of) {
  std::vector<double> longest(trials.size(), 0);
  for (const PlannedTrial& trial : trials) {
    if (trial.done || !trial.teacher) continue;
    double& after = longest[trial.teacher->value];
    after = std::max(after, seconds_of(trial));
  }
  return longest;
}

void set_teams(std::vector<PlannedTrial>& trials, int workers, const Policy& policy) {
  const double time = policy.team_seconds / policy.slack;
  const std::vector<double> student =
      longest_student(trials, [](const PlannedTrial& t) { return t.seconds(); });
  for (std::size_t i = 0; i < trials.size(); ++i) {
    PlannedTrial& trial = trials[i];
    // Of a chain that is too long, each part gets its share; a short student leaves the rest to its teacher.
    double share = time;
    if (student[i] > 0)
      share = std::max(time - student[i], time * trial.seconds() / (trial.seconds() + student[i]));
    if (trial.teacher && !trials[trial.teacher->value].done) {
      const double teacher = trials[trial.teacher->value].seconds();
      share =
          std::max(std::min(time / 2, trial.seconds()), time * trial.seconds() / (trial.seconds() + teacher));
    }
    const int fastest = trial.time.fastest(workers);
    trial.team_size =
        std::min(fastest, std::max(policy.least_team, trial.time.smallest_within(share, workers)));
    // Multiples of the smallest team, as ranks become idle together.
    const int multiple = (trial.team_size + policy.least_team - 1) / policy.least_team * policy.least_team;
    if (multiple <= fastest) trial.team_size = multiple;
  }
}

std::vector<Row> order_of(const std::vector<PlannedTrial>& trials, int workers, const Policy& policy) {
  struct Turn {
    bool failed;
    std::uint32_t round;
    double tail_seconds;
    Row row;
    double seconds = 0;
  };
  std::vector<Turn> turns;
  for (std::uint32_t i = 0; i < trials.size(); ++i) {
    const std::uint32_t round = policy.turns == Policy::Turns::BY_ROUND ? trials[i].round : 0;
    if (!trials[i].done) turns.push_back({trials[i].failed, round, trials[i].tail_seconds, Row{i}});
  }
  std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
    if (a.failed != b.failed) return b.failed;
    if (a.round != b.round) return a.round < b.round;
    if (a.tail_seconds != b.tail_seconds) return a.tail_seconds > b.tail_seconds;
    return a.row < b.row;
  });
  double begun = 0;  // when all before could be done
  for (Turn& turn : turns) {
    const PlannedTrial& trial = trials[turn.row.value];
    const double latest = std::max(0.0, policy.within_seconds - policy.slack * trial.tail_seconds);
    turn.seconds = std::min(begun, latest);
    begun += trial.planned_seconds() * trial.team_size / workers;
  }
  if (policy.turns == Policy::Turns::BY_ROUND) {
    std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
      if (a.failed != b.failed) return b.failed;
      if (a.seconds != b.seconds) return a.seconds < b.seconds;
      return a.tail_seconds > b.tail_seconds;
    });
  }
  std::vector<Row> order;
  order.reserve(turns.size());
  for (const Turn& turn : turns) order.push_back(turn.row);
  return order;
}

}  // namespace

void set_tails(std::vector<PlannedTrial>& trials) {
  const std::vector<double> student =
      longest_student(trials, [](const PlannedTrial& t) { return t.planned_seconds(); });
  for (std::size_t i = 0; i < trials.size(); ++i)
    trials[i].tail_seconds = trials[i].done ? 0 : trials[i].planned_seconds() + student[i];
}

std::vector<Row> allot(std::vector<PlannedTrial>& trials, int workers, const Policy& policy) {
  set_teams(trials, workers, policy);
  return order_with_teams(trials, workers, policy);
}

std::vector<Row> order_with_teams(std::vector<PlannedTrial>& trials, int workers, const Policy& policy) {
  set_tails(trials);
  return order_of(trials, workers, policy);
}

std::vector<Row> allot_equally(std::vector<PlannedTrial>& trials, int workers, int team_size,
                               const Policy& policy) {
  for (PlannedTrial& trial : trials) trial.team_size = std::min({team_size, workers, trial.time.most_ranks});
  return order_with_teams(trials, workers, policy);
}

}  // namespace sweep
