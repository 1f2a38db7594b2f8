#include "sweep/running_trials.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace sweep {
namespace {

TEST(RunningTrials, RanksBecomeIdleAsTrialsEnd) {
  RunningTrials running(3);
  EXPECT_EQ(running.seconds_until_idle(1, 0), 0) << "nothing runs: nothing to wait for";
  running.start(Row{0}, 0, 10, 2);
  running.start(Row{1}, 0, 4, 1);
  running.start(Row{2}, 0, 7, 1);
  EXPECT_EQ(running.seconds_until_idle(1, 1), 3);
  EXPECT_EQ(running.seconds_until_idle(2, 1), 6);
  EXPECT_EQ(running.seconds_until_idle(3, 1), 9);
  running.end(Row{1});
  running.end(Row{1});
  EXPECT_EQ(running.seconds_until_idle(1, 1), 6);
}

TEST(RunningTrials, WhatIsLateIsAsLikelyToTakeAsLongAgain) {
  RunningTrials running(1);
  running.start(Row{0}, 0, 10, 1);
  EXPECT_EQ(running.seconds_until_idle(1, 15), 5);
}

TEST(RunningTrials, EpochsTellWhenATrialEnds) {
  RunningTrials running(2);
  running.epoch_ended(Row{0}, 0, 10, 5);  // of a trial that has ended meanwhile
  running.start(Row{0}, 0, 100, 1);
  running.epoch_ended(Row{0}, 3, 10, 20);  // it goes on from a state; getting ready took its time
  EXPECT_EQ(running.find(Row{0})->end_seconds, 100);
  running.epoch_ended(Row{0}, 5, 10, 50);
  EXPECT_EQ(running.find(Row{0})->end_seconds, 50 + 4 * 15);
  running.end(Row{0});
  EXPECT_EQ(running.find(Row{0}), nullptr);
  running.start(Row{0}, 0, 100, 2);
  running.epoch_ended(Row{0}, 6, 10, 70);
  EXPECT_EQ(running.find(Row{0})->end_seconds, 100) << "another team, another pace";
}

TEST(RunningTrials, AgreesWithASortedListWhateverStartsAndEnds) {
  std::mt19937_64 random(7);
  constexpr std::uint32_t kTrials = 40;
  RunningTrials running(kTrials);
  std::map<std::uint32_t, std::pair<double, int>> expected;  // by row: end, team
  for (int step = 0; step < 2000; ++step) {
    const auto row = static_cast<std::uint32_t>(random() % kTrials);
    if (random() % 2 == 0) {
      const double end = 1 + static_cast<double>(random() % 1000);
      const int team = 1 + static_cast<int>(random() % 4);
      running.start(Row{row}, 0, end, team);
      expected[row] = {end, team};
    } else {
      running.end(Row{row});
      expected.erase(row);
    }
    std::vector<std::pair<double, int>> ends;
    for (const auto& [of, end] : expected) ends.push_back(end);
    std::sort(ends.begin(), ends.end());
    int idle = 0;
    for (const auto& [end, team] : ends) {
      ASSERT_EQ(running.seconds_until_idle(idle + 1, 0), end) << "step " << step;
      idle += team;
    }
  }
}

}  // namespace
}  // namespace sweep
