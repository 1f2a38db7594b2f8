#include "sweep/packing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

#include "sweep/plan.hpp"
#include "sweep/rehearsal.hpp"
#include "tests/sweep/random_trials.hpp"
#include "tests/sweep/rows_of.hpp"

namespace sweep {
namespace {

/// Of trials with these seconds on teams that gain nothing.
std::vector<PlannedTrial> trials_of(const std::vector<std::pair<double, int>>& seconds_and_teams) {
  std::vector<PlannedTrial> trials(seconds_and_teams.size());
  for (std::size_t i = 0; i < trials.size(); ++i) {
    trials[i].time = {.fixed_seconds = seconds_and_teams[i].first, .most_ranks = 8};
    trials[i].team_size = seconds_and_teams[i].second;
  }
  return trials;
}

/// When the last one ends if each starts as soon as its ranks are idle and all before it have started: the
/// schedule that Packing has in mind, if not a shorter one.
double seconds_in_order(const std::vector<PlannedTrial>& trials, const std::vector<Row>& order, int workers) {
  std::vector<double> idle_from(static_cast<std::size_t>(workers), 0);
  double last_start = 0;
  for (const Row row : order) {
    const PlannedTrial& trial = trials[row.value];
    std::sort(idle_from.begin(), idle_from.end());
    const auto ranks = idle_from.begin() + trial.team_size;
    last_start = std::max(last_start, *(ranks - 1));
    std::fill(idle_from.begin(), ranks, last_start + trial.planned_seconds());
  }
  return *std::max_element(idle_from.begin(), idle_from.end());
}

TEST(Packing, FillsBinsBetterThanWhoeverComesNext) {
  // The longest first, each on the rank that is idle first: 5 + 3 + 3. Packed: 5 + 4, 5 + 4, 3 + 3 + 3.
  const auto trials = trials_of({{5, 1}, {5, 1}, {4, 1}, {4, 1}, {3, 1}, {3, 1}, {3, 1}});
  EXPECT_EQ(seconds_in_order(trials, rows_of(trials), 3), 11);
  Packing packing(trials, rows_of(trials), 3);
  EXPECT_EQ(packing.left_over(9, kForever), 0);
  EXPECT_EQ(seconds_in_order(trials, packing.order(9), 3), 9);
}

TEST(Packing, WhatFailedBeforeComesLast) {
  auto trials = trials_of({{5, 1}, {5, 1}, {4, 1}, {4, 1}, {3, 1}, {3, 1}, {3, 1}});
  trials[0].failed = trials[5].failed = true;
  const std::vector<Row> order = Packing(trials, rows_of(trials), 3).order(9);
  EXPECT_EQ(std::vector<Row>(order.end() - 2, order.end()), (std::vector<Row>{Row{0}, Row{5}}));
}

TEST(Packing, MakesPlansThatNoOrderByLengthReaches) {
  std::vector<PlannedTrial> trials;
  for (const double seconds : {5, 5, 4, 4, 3, 3, 3}) {
    PlannedTrial trial;
    trial.time = {.fixed_seconds = seconds};
    trials.insert(trials.end(), 9, trial);
  }
  const Plan plan(trials, {.workers = 27, .wrong_by = 1});
  EXPECT_DOUBLE_EQ(plan.seconds(), plan.lower_bound_seconds());
  EXPECT_DOUBLE_EQ(rehearse(plan).seconds, 9);
}

TEST(Packing, TellsWhatDoesNotFit) {
  const auto trials = trials_of({{4, 2}, {3, 1}, {2, 3}});
  Packing packing(trials, rows_of(trials), 2);
  EXPECT_EQ(packing.left_over(7, kForever), 6) << "a team of three is too large for two ranks";
  EXPECT_EQ(packing.left_over(6, kForever), 3 + 6);
  EXPECT_EQ(packing.left_over(3, kForever), 8 + 6) << "too long";
  EXPECT_GT(packing.left_over(3, 1), 1) << "more than enough: it gives up";
}

TEST(Packing, TeamsKeepTogetherWhatBecomesIdleTogether) {
  // The team of two takes ranks that are idle from 5 on both, or from 4 both: none waits for the other.
  const auto trials = trials_of({{5, 1}, {5, 1}, {4, 1}, {4, 1}, {3, 2}, {2, 1}, {2, 1}});
  Packing packing(trials, rows_of(trials), 4);
  EXPECT_EQ(packing.left_over(8, kForever), 0);
  EXPECT_EQ(packing.left_over(7, kForever), 0);
  EXPECT_DOUBLE_EQ(seconds_in_order(trials, packing.order(7), 4), 7);
}

TEST(Packing, HoldsWhatItPromises) {
  std::mt19937_64 random(5);
  for (int grid = 0; grid < 200; ++grid) {
    const int workers = 2 + static_cast<int>(random() % 40);
    auto trials = at_random::random_trials(
        {.trials = 1 + random() % 200, .students = 0, .most_ranks = 1 + static_cast<int>(random() % 9)},
        random);
    for (PlannedTrial& trial : trials)
      trial.team_size = std::min(trial.time.fastest(workers), 1 + static_cast<int>(random() % 5));
    Packing packing(trials, rows_of(trials), workers);
    double end_seconds = 0;
    for (const PlannedTrial& trial : trials) end_seconds = std::max(end_seconds, trial.planned_seconds());
    while (packing.left_over(end_seconds, kForever) > 0) end_seconds *= 1.02;
    std::vector<Row> order = packing.order(end_seconds);
    EXPECT_LE(seconds_in_order(trials, order, workers), end_seconds + 1e-6)
        << trials.size() << " on " << workers;
    std::sort(order.begin(), order.end());
    EXPECT_EQ(order, rows_of(trials)) << "each once";
  }
}

TEST(Packing, IsTheSameAfterChangesAsFromTheBeginning) {
  std::mt19937_64 random(6);
  auto trials = at_random::random_trials({.trials = 300, .students = 0, .most_ranks = 8}, random);
  Packing packing(trials, rows_of(trials), 20);
  for (int change = 0; change < 100; ++change) {
    const auto first = static_cast<std::uint32_t>(random() % 290);
    std::vector<Row> rows;
    for (std::uint32_t row = first; row < first + random() % 10; ++row) {
      rows.push_back(Row{row});
      trials[row].team_size = 1 + static_cast<int>(random() % 8);
    }
    packing.teams_changed(rows);
    Packing fresh(trials, rows_of(trials), 20);
    const double end_seconds = 1000 * static_cast<double>(1 + random() % 10);
    EXPECT_EQ(packing.left_over(end_seconds, kForever), fresh.left_over(end_seconds, kForever));
    EXPECT_EQ(packing.order(end_seconds), fresh.order(end_seconds));
  }
}

}  // namespace
}  // namespace sweep
