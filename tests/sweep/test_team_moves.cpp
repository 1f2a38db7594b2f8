#include "sweep/team_moves.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/sweep/random_trials.hpp"

namespace sweep {
namespace {

class TeamMovesTest : public testing::Test {
 protected:
  static constexpr int kWorkers = 6;
  static std::vector<PlannedTrial> some_trials() {
    std::mt19937_64 random(3);
    std::vector<PlannedTrial> trials = at_random::random_trials({.trials = 60, .most_ranks = 9}, random);
    trials[5].done = trials[20].done = true;
    return trials;
  }

  std::vector<PlannedTrial> trials_ = some_trials();
  TeamMoves moves_{trials_, kWorkers, 1};
};

TEST_F(TeamMovesTest, WhatChangesTogetherIsAlikeAndStillToRun) {
  std::vector<bool> teaches(trials_.size(), false);
  for (const PlannedTrial& trial : trials_) {
    if (trial.teacher) teaches[trial.teacher->value] = true;
  }
  for (int i = 0; i < 2000; ++i) {
    const auto rows = moves_.change(trials_);
    if (rows.empty()) continue;
    const PlannedTrial& first = trials_[rows.front().value];
    for (const Row row : rows) {
      const PlannedTrial& trial = trials_[row.value];
      EXPECT_FALSE(trial.done);
      EXPECT_GE(trial.seconds(), 0.9 * first.seconds());
      EXPECT_EQ(trial.teacher.has_value(), first.teacher.has_value());
      EXPECT_EQ(teaches[row.value], teaches[rows.front().value]);
    }
  }
}

TEST_F(TeamMovesTest, EveryTrialGetsEveryTeamThatItCanUseAndNoOther) {
  std::vector<std::set<int>> teams(trials_.size());
  for (int i = 0; i < 20000; ++i) {
    for (const Row row : moves_.change(trials_)) teams[row.value].insert(trials_[row.value].team_size);
  }
  for (std::size_t i = 0; i < trials_.size(); ++i) {
    if (trials_[i].done) continue;
    EXPECT_EQ(*teams[i].begin(), 1) << i;
    EXPECT_EQ(*teams[i].rbegin(), kWorkers) << i;
    EXPECT_EQ(teams[i].size(), static_cast<std::size_t>(kWorkers)) << i;
  }
}

TEST_F(TeamMovesTest, WhatIsUndoneIsAsBefore) {
  const auto teams = [&] {
    std::vector<int> sizes;
    for (const PlannedTrial& trial : trials_) sizes.push_back(trial.team_size);
    return sizes;
  };
  int changes = 0;
  for (int i = 0; i < 200; ++i) {
    const std::vector<int> before = teams();
    moves_.change(trials_);
    changes += teams() != before ? 1 : 0;
    if (i % 2 == 0) continue;
    moves_.undo(trials_);
    EXPECT_EQ(teams(), before);
  }
  EXPECT_GT(changes, 50);
}

}  // namespace
}  // namespace sweep
