#include "sweep/priced_teams.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "sweep/lower_bound.hpp"
#include "sweep/packing.hpp"
#include "sweep/trial_source.hpp"
#include "tests/sweep/rows_of.hpp"

namespace sweep {
namespace {

/// Takes 0.6 on any team.
PlannedTrial rigid() {
  PlannedTrial trial;
  trial.time = {.fixed_seconds = 0.6};
  return trial;
}

/// Takes 1 alone, 0.55 on two ranks, 0.4 on three, which cost a fifth more.
PlannedTrial divisible() {
  PlannedTrial trial;
  trial.time = {.fixed_seconds = 0.1, .divided_seconds = 0.9, .most_ranks = 8};
  return trial;
}

std::vector<PlannedTrial> mixed(std::size_t rigid_ones, std::size_t divisible_ones) {
  std::vector<PlannedTrial> trials(rigid_ones, rigid());
  trials.insert(trials.end(), divisible_ones, divisible());
  return trials;
}

std::vector<int> teams(const std::vector<PlannedTrial>& trials, int workers) {
  return priced_teams(trials, rows_of(trials), workers, 1);
}

TEST(PricedTeams, GoIntoTheGapsThatOthersLeave) {
  // Ten ranks have 0.4 left each, and no rank is without a rigid trial: only teams of three fit.
  std::vector<int> expected(10, 1);
  expected.resize(13, 3);
  EXPECT_EQ(teams(mixed(10, 3), 10), expected);
}

TEST(PricedTeams, AreSmallWhereNothingIsInTheWay) {
  EXPECT_EQ(teams(mixed(0, 7), 7), std::vector<int>(7, 1));
}

TEST(PricedTeams, ShareGapsAndFreeRanksAsTheLinearRelaxationDoes) {
  // a of the divisible ones on three ranks after rigid ones, the others alone: 50 + 60 - a ranks until 0.6,
  // 60 - a + 3 a after it. The fewest where both are equal: a = 50 / 3.
  const std::vector<int> dealt_out = teams(mixed(50, 60), 94);
  EXPECT_EQ(std::count(dealt_out.begin(), dealt_out.begin() + 50, 1), 50);
  EXPECT_NEAR(std::count(dealt_out.begin() + 50, dealt_out.end(), 3), 50 / 3.0, 1.5);
  EXPECT_NEAR(std::count(dealt_out.begin() + 50, dealt_out.end(), 1), 60 - 50 / 3.0, 1.5);
}

TEST(PricedTeams, CountShortTrialsByWhatTheyTake) {
  // 40,000 trials of a 100,000th of the time are 0.4 ranks' work, though each takes less than a part of it.
  std::vector<PlannedTrial> trials = mixed(10, 3);
  PlannedTrial tiny;
  tiny.time = {.fixed_seconds = 1e-5};
  trials.insert(trials.end(), 40'000, tiny);
  const std::vector<int> dealt_out = teams(trials, 12);
  EXPECT_EQ(std::vector<int>(dealt_out.begin() + 10, dealt_out.begin() + 13), std::vector<int>(3, 3));
}

TEST(PricedTeams, LeaveLessUnpackedThanTheSmallestTeamsThatEndInTime) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> uniform;
  double priced_left = 0;
  double smallest_left = 0;
  for (int grid = 0; grid < 20; ++grid) {
    // Of a few kinds that take about as long as the whole.
    std::vector<PlannedTrial> trials;
    double work = 0;
    for (int kind = 0; kind < 6; ++kind) {
      const double seconds = 0.3 + 1.5 * uniform(random);
      const double fixed = kind % 2 == 0 ? seconds : 0.1 * seconds;
      PlannedTrial trial;
      trial.time = {.fixed_seconds = fixed, .divided_seconds = seconds - fixed, .most_ranks = 16};
      const std::size_t n = 10 + random() % 30;
      trials.insert(trials.end(), n, trial);
      work += static_cast<double>(n) * seconds;
    }
    const int workers = static_cast<int>(work / 1.8);
    const double end_seconds = 1.1 * LowerBound::of(trials, workers).seconds;
    const auto left = [&](const std::vector<int>& teams) {
      for (std::size_t i = 0; i < trials.size(); ++i) trials[i].team_size = teams[i];
      return Packing(trials, rows_of(trials), workers).left_over(end_seconds, kForever) / end_seconds /
             workers;
    };
    std::vector<int> smallest;
    for (const PlannedTrial& trial : trials)
      smallest.push_back(trial.time.smallest_within(end_seconds, workers));
    smallest_left += left(smallest);
    priced_left += left(priced_teams(trials, rows_of(trials), workers, end_seconds));
  }
  EXPECT_LT(priced_left, 0.5 * smallest_left);
}

}  // namespace
}  // namespace sweep
