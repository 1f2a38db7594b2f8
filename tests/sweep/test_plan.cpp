#include "sweep/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sweep/plan_walker.hpp"
#include "sweep/rehearsal.hpp"

namespace sweep {
namespace {

const char* kDistilled =
    "factors:\n  model.architecture: [student, distilled, teacher]\n  data.sampling: [full, every-10]\n"
    "exclude:\n  - {model.architecture: teacher, data.sampling: every-10}\n";

/// Costs by architecture, in operations, at 1 operation per second.
std::vector<TrialCost> costs_of(const Grid& grid, double teacher, double student) {
  std::vector<TrialCost> costs(grid.size());
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    costs[i].operations = grid.settings(Row{i}).text("model.architecture") == "teacher" ? teacher : student;
  }
  return costs;
}

TEST(Plan, TheLongestChainComesFirst) {
  const Grid grid(Study::parse(kDistilled, "study.yaml"));
  const Plan plan(grid, costs_of(grid, 5, 10), {},
                  {.workers = 2, .speed = {.operations_per_second = 1}, .team_size = 1});
  EXPECT_EQ(grid.settings(plan.order().front()).text("model.architecture"), "teacher")
      << "a cheap teacher with dependents outranks a longer student";
  EXPECT_NEAR(plan[plan.order().front()].tail_seconds, 15, 0.01);
  EXPECT_NEAR(plan.work_seconds(), 45, 0.1);
  EXPECT_NEAR(plan.lower_bound_seconds(), 22.5, 0.1);
}

TEST(Plan, DoneTrialsAreNotRunAgain) {
  const Grid grid(Study::parse(kDistilled, "study.yaml"));
  std::vector<TrialState> states(grid.size(), TrialState::COMPLETE);
  states[1] = TrialState::WAITING;
  states[2] = TrialState::FAILED;
  const Plan plan(grid, costs_of(grid, 5, 10), states, {.workers = 2, .speed = {.operations_per_second = 1}});
  EXPECT_EQ(plan.order().size(), 2u);
}

TEST(Plan, TrialsThatFailedBeforeComeLast) {
  const Grid grid(Study::parse("factors:\n  replicate: 4\n", "study.yaml"));
  std::vector<TrialCost> costs(grid.size());
  for (std::size_t i = 0; i < costs.size(); ++i) costs[i].operations = static_cast<double>(10 - i);
  std::vector<TrialState> states(grid.size(), TrialState::WAITING);
  states[0] = TrialState::FAILED;  // the longest
  const Plan plan(grid, costs, states, {.workers = 1, .speed = {.operations_per_second = 1}});
  EXPECT_EQ(plan.order(), (std::vector{Row{1}, Row{2}, Row{3}, Row{0}}));
  EXPECT_EQ(rehearse(plan).schedule.back().assignment.row, Row{0});
}

TEST(Plan, OnlyTrialsThatOutlastEverythingGetWideTeams) {
  const Grid grid(Study::parse(kDistilled, "study.yaml"));
  const Plan wide(grid, costs_of(grid, 1000, 1), {}, {.workers = 4, .speed = {.operations_per_second = 1}});
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const bool teacher = grid.settings(Row{i}).text("model.architecture") == "teacher";
    EXPECT_EQ(wide[Row{i}].team_size, teacher ? 4 : 1);
  }
  const Grid equal(Study::parse("factors:\n  replicate: 64\n", "study.yaml"));
  const Plan even(equal, costs_of(equal, 1, 1), {}, {.workers = 4, .speed = {.operations_per_second = 1}});
  for (const PlannedTrial& trial : even.trials()) EXPECT_EQ(trial.team_size, 1);
}

TEST(Plan, RoundsComeOneAfterTheOther) {
  // So that what is there early says something of every combination.
  const Grid grid(
      Study::parse("factors:\n  data.snr: [1, 2, 3, 4, 5, 6, 7, 8]\n  replicate: 5\n", "study.yaml"));
  std::vector<TrialCost> costs(grid.size());
  for (std::size_t i = 0; i < costs.size(); ++i) costs[i].operations = 1 + 0.1 * static_cast<double>(i % 7);
  const Plan plan(grid, costs, {}, {.workers = 2, .speed = {.operations_per_second = 1}, .wrong_by = 1.2});
  std::vector<std::uint32_t> rounds;
  for (const Performance& p : rehearse(plan).schedule) rounds.push_back(plan[p.assignment.row].round);
  EXPECT_TRUE(std::is_sorted(rounds.begin(), rounds.end()));
  EXPECT_EQ(std::count(rounds.begin(), rounds.end(), 0U), 8);
}

TEST(Plan, ALongTrialOfALateRoundDoesNotWaitForItsRound) {
  const Grid grid(
      Study::parse("factors:\n  data.snr: [1, 2, 3, 4, 5, 6, 7, 8]\n  replicate: 5\n", "study.yaml"));
  std::vector<TrialCost> costs(grid.size());
  for (TrialCost& cost : costs) cost.operations = cost.most_ranks = 1;
  costs.back().operations = 18;
  const Plan plan(grid, costs, {}, {.workers = 2, .speed = {.operations_per_second = 1}});
  EXPECT_EQ(plan.order().front(), Row{39});
  EXPECT_NEAR(plan.seconds() / plan.lower_bound_seconds(), 1, 0.02);
}

/// Shortest possible makespan of one-rank trials by trying every assignment of every order (dependencies
/// kept).
double brute_force(const Grid& grid, const std::vector<double>& seconds, int workers) {
  std::vector<std::uint32_t> order(grid.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  double best = 1e9;
  do {  // list scheduling over all orders contains an optimal schedule
    std::vector<double> free_at(workers, 0), end(grid.size(), -1);
    bool valid = true;
    double makespan = 0;
    for (const std::uint32_t i : order) {
      double earliest = 0;
      if (const auto teacher = grid[Row{i}].teacher) {
        if (end[teacher->value] < 0) {
          valid = false;
          break;
        }
        earliest = end[teacher->value];
      }
      auto worker = std::min_element(free_at.begin(), free_at.end());
      *worker = end[i] = std::max(*worker, earliest) + seconds[i];
      makespan = std::max(makespan, end[i]);
    }
    if (valid) best = std::min(best, makespan);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(Plan, RehearsedScheduleIsValidAndCloseToTheBestPossible) {
  const Grid grid(Study::parse(kDistilled, "study.yaml"));
  for (const double teacher : {1.0, 7.0, 30.0}) {
    const auto costs = costs_of(grid, teacher, 10);
    const Plan plan(grid, costs, {}, {.workers = 2, .speed = {.operations_per_second = 1}, .team_size = 1});
    const auto schedule = rehearse(plan).schedule;
    ASSERT_EQ(schedule.size(), grid.size());
    std::vector<double> end(grid.size(), 0), seconds;
    double makespan = 0;
    for (const Performance& p : schedule) {
      end[p.assignment.row.value] = p.end_seconds;
      makespan = std::max(makespan, p.end_seconds);
    }
    for (const Performance& p : schedule) {
      const auto t = grid[p.assignment.row].teacher;
      EXPECT_GE(p.start_seconds, t ? end[t->value] : 0);
    }
    for (const PlannedTrial& trial : plan.trials()) seconds.push_back(trial.seconds());
    EXPECT_GE(makespan, plan.lower_bound_seconds() - 1e-9);
    EXPECT_LE(makespan, 4.0 / 3 * brute_force(grid, seconds, 2)) << "longest first is within 4/3 of the best";
  }
}

}  // namespace
}  // namespace sweep
