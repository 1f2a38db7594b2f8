#include "sweep/resizing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "sweep/plan_walker.hpp"
#include "sweep/rehearsal.hpp"
#include "tests/sweep/random_trials.hpp"

namespace sweep {
namespace {

using Idle = Resizing::Idle;

constexpr double kMoveSeconds = 10;

/// Trials that any team divides without losses.
std::vector<PlannedTrial> trials_of(const std::vector<double>& seconds, Interruption interruption) {
  std::vector<PlannedTrial> trials;
  for (const double each : seconds) {
    PlannedTrial trial;
    trial.id = {trials.size()};
    trial.time = {.divided_seconds = each, .most_ranks = 64};
    trial.interruption = interruption;
    trial.move_seconds = kMoveSeconds;
    trial.epochs = 100;
    trials.push_back(trial);
  }
  return trials;
}

std::vector<Rank> ranks(int first, int last) {
  std::vector<Rank> some;
  for (int rank = first; rank <= last; ++rank) some.push_back(Rank{rank});
  return some;
}

class ResizingTest : public testing::Test {
 protected:
  static constexpr int kWorkers = 8;
  static Resizing::Now now(double seconds, int idle, double end_seconds = 10000) {
    return {seconds, idle, kWorkers, end_seconds};
  }
  /// A trial was predicted to end at the one moment, and ends at the other.
  void runs(Row row, double predicted_seconds, double end_seconds, int team) {
    running_.start(row, 0, predicted_seconds, team);
    running_.will_end(row, end_seconds);
  }

  static std::vector<PlannedTrial> lossy_trials() {
    std::vector<PlannedTrial> trials = trials_of(std::vector<double>(80, 1000), Interruption::CHECKPOINT);
    for (PlannedTrial& trial : trials) trial.time.hop_seconds = 50;
    return trials;
  }

  const Plan plan_{trials_of(std::vector<double>(80, 1000), Interruption::CHECKPOINT), {.workers = kWorkers}};
  Resizing resizing_{plan_};
  const Plan lossy_plan_{lossy_trials(), {.workers = kWorkers}};
  Resizing lossy_{lossy_plan_};
  RunningTrials running_{80};
};

TEST_F(ResizingTest, TheLastTrialGetsWhatEndsItWithTheOthers) {
  running_.start(Row{1}, 0, 5000, 1);
  running_.start(Row{2}, 0, 9000, 1);
  running_.start(Row{3}, 0, 7000, 2);
  ASSERT_TRUE(resizing_.is_time_to_look(now(1000, 4), Idle::SPARED));
  EXPECT_EQ(resizing_.last_one(running_, now(1000, 4)), Row{2});
  EXPECT_FALSE(resizing_.is_time_to_look(now(5000, 4), Idle::SPARED)) << "one after the other";
  resizing_.put_down(Row{2}, 9000, 1, 1000);
  EXPECT_EQ(resizing_.waiting(), Row{2});
  EXPECT_FALSE(resizing_.is_time_to_look(now(5000, 4), Idle::SPARED));
  // 4,000 + 8,000 + 12,000 seconds for 8 ranks: 3,000 each, and 8,000 of them take three ranks.
  ASSERT_NE(resizing_.moved(Row{2}), nullptr);
  EXPECT_EQ(resizing_.moved(Row{2})->team, 3);
  EXPECT_NEAR(resizing_.share_left(Row{2}), 8.01, 1e-9) << "it takes 9 times as long as predicted";
  EXPECT_EQ(resizing_.share_left(Row{1}), 1);
  resizing_.started(Row{2});
  EXPECT_EQ(resizing_.waiting(), std::nullopt);
  EXPECT_TRUE(resizing_.is_time_to_look(now(5000, 4), Idle::SPARED));
  resizing_.ended(Row{2});
  EXPECT_EQ(resizing_.moved(Row{2}), nullptr);
}

TEST_F(ResizingTest, NobodyIsMovedForLittleOrWithoutAState) {
  running_.start(Row{1}, 0, 1018, 1);
  EXPECT_EQ(resizing_.last_one(running_, now(1000, 7)), std::nullopt) << "16 seconds won, 10 lost";
  EXPECT_EQ(resizing_.last_one(running_, now(1000, 0)), std::nullopt);
  const Plan plan(trials_of({5000, 4000}, Interruption::FROM_START), {.workers = kWorkers});
  RunningTrials running(2);
  running.start(Row{0}, 0, 5000, 1);
  EXPECT_FALSE(Resizing(plan).is_time_to_look(now(1000, 7), Idle::SPARED));
  EXPECT_EQ(Resizing(plan).last_one(running, now(1000, 7)), std::nullopt);
  const Plan given(trials_of({5000, 4000}, Interruption::CHECKPOINT), {.workers = kWorkers, .team_size = 1});
  EXPECT_FALSE(Resizing(given).is_time_to_look(now(1000, 7), Idle::SPARED)) << "the user says how many";
}

TEST_F(ResizingTest, ATrialThatEndsEarlyGivesUpRanks) {
  runs(Row{1}, 1000, 500, 8);
  runs(Row{2}, 9000, 9010, 4);  // as predicted
  // 1,000 seconds take 275 on 8 ranks, 550 on two: what takes 400 of these on 8 takes 800 on two.
  EXPECT_EQ(resizing_.misjudged(running_, now(100, 0, 920), Idle::NEEDED), std::nullopt) << "nothing saved";
  EXPECT_EQ(lossy_.misjudged(running_, now(100, 0, 920), Idle::NEEDED), Row{1});
  lossy_.put_down(Row{1}, 500, 8, 100);
  ASSERT_NE(lossy_.moved(Row{1}), nullptr);
  EXPECT_EQ(lossy_.moved(Row{1})->team, 2);
  EXPECT_FALSE(lossy_.holds_ranks(100)) << "nobody is late";
}

TEST_F(ResizingTest, WhatAnotherGivesUpIsKeptForATrialThatIsLate) {
  runs(Row{1}, 1000, 500, 6);
  runs(Row{2}, 2000, 8000, 2);
  const double end_seconds = 5000;
  EXPECT_EQ(lossy_.misjudged(running_, now(0, 0, end_seconds), Idle::SPARED), Row{1});
  EXPECT_TRUE(lossy_.holds_ranks(0));
  lossy_.put_down(Row{1}, 500, 6, 0);
  lossy_.started(Row{1});
  running_.start(Row{1}, 0, 1500, 1);
  ASSERT_TRUE(lossy_.is_time_to_look(now(0, 5, end_seconds), Idle::NEEDED)) << "at once";
  EXPECT_EQ(lossy_.misjudged(running_, now(0, 5, end_seconds), Idle::SPARED), Row{2});
  lossy_.put_down(Row{2}, 8000, 2, 0);
  // 550 seconds on two ranks became 8,000; four take 350 of these, 5,091: five are enough.
  ASSERT_NE(lossy_.moved(Row{2}), nullptr);
  EXPECT_EQ(lossy_.moved(Row{2})->team, 5);
  EXPECT_FALSE(lossy_.holds_ranks(1000)) << "not for ever";
}

TEST_F(ResizingTest, WhatWaitsIsNotHeldUpForATrialThatIsLate) {
  runs(Row{2}, 2000, 8000, 2);
  EXPECT_EQ(resizing_.misjudged(running_, now(0, 5, 5000), Idle::NEEDED), std::nullopt);
  EXPECT_FALSE(resizing_.holds_ranks(0));
  EXPECT_EQ(resizing_.misjudged(running_, now(0, 0, 5000), Idle::SPARED), std::nullopt);
  EXPECT_FALSE(resizing_.holds_ranks(0)) << "nobody gives up any";
  EXPECT_EQ(resizing_.misjudged(running_, now(0, 5, 5000), Idle::SPARED), Row{2});
}

TEST(PlanWalker, ATrialThatIsLateGoesOnWithAllIdleRanks) {
  const Plan plan(trials_of(std::vector<double>(80, 1000), Interruption::CHECKPOINT), {.workers = 2});
  double now = 0;
  PlanWalker walker(plan, [&] { return now; });
  for (int i = 0; i < 78; ++i) {
    const auto one = walker.next(ranks(1, 1));
    ASSERT_TRUE(one && one->team.size() == 1);
    walker.ended(one->row, TrialState::COMPLETE);
  }
  const Row late = walker.next(ranks(1, 1))->row;
  const Row other = walker.next(ranks(2, 2))->row;
  for (int epoch = 0; epoch < 10; ++epoch) {
    now += 30;  // three times as long as predicted
    EXPECT_EQ(walker.epoch({late, epoch, 0, 0}), Verdict::GO_ON);
  }
  walker.ended(other, TrialState::COMPLETE);
  EXPECT_FALSE(walker.next(ranks(2, 2)));
  ASSERT_EQ(walker.to_resize(ranks(2, 2)), late);
  walker.returned(late);
  EXPECT_FALSE(walker.exhausted());
  EXPECT_FALSE(walker.next(ranks(2, 2))) << "its first rank will say in a moment that it is idle";
  const auto wide = walker.next(ranks(1, 2));
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->row, late);
  EXPECT_EQ(wide->team.size(), 2U);
  EXPECT_NEAR(wide->predicted_seconds, (90 * 30 + 10) / 2.0, 1);
}

TEST(PlanWalker, OnlyWhoIsFasterThanTheOthersGivesUpRanks) {
  std::vector<double> seconds(2, 16000);
  seconds.resize(200, 100);
  std::vector<PlannedTrial> trials = trials_of(seconds, Interruption::CHECKPOINT);
  for (PlannedTrial& trial : trials) trial.time.hop_seconds = trial.time.divided_seconds / 32;
  const Plan plan(trials, {.workers = 8, .wrong_by = 1});
  for (const double other : {0.5, 0.99}) {
    double now = 0;
    PlanWalker walker(plan, [&] { return now; });
    std::vector<Rank> idle = ranks(1, 8);
    std::vector<Assignment> running;
    while (auto assignment = walker.next(idle)) {
      for (const Rank rank : assignment->team) std::erase(idle, rank);
      running.push_back(*assignment);
    }
    ASSERT_TRUE(idle.empty());
    ASSERT_GT(running[0].team.size(), 1U) << "else there is nothing to give up";
    now = 100;
    walker.will_end(running[0].row, 0.5 * running[0].predicted_seconds);
    for (std::size_t i = 1; i < running.size(); ++i)
      walker.will_end(running[i].row, other * running[i].predicted_seconds);
    if (other == 0.5) {
      EXPECT_EQ(walker.to_resize({}), std::nullopt) << "all ends in half of the time";
    } else {
      EXPECT_EQ(walker.to_resize({}), running[0].row);
    }
  }
}

TEST(Rehearsal, LateTrialsEndSoonerWhereTheyKeepTheirState) {
  constexpr int kTrials = 40;
  const Conditions late{.wrong_by = 2, .seed = 3};
  const std::vector<double> seconds(kTrials, 1000);
  const PlanRequest request{.workers = 16, .wrong_by = 1};
  const Plan kept(trials_of(seconds, Interruption::CHECKPOINT), request);
  const Plan lost(trials_of(seconds, Interruption::FROM_START), request);
  const Rehearsal with = rehearse(kept, late);
  EXPECT_LT(with.seconds, 0.95 * rehearse(lost, late).seconds);
  // All work is done once, but for what a move takes.
  double done = 0;
  std::size_t moves = 0;
  for (const Performance& p : with.schedule) {
    done += (p.end_seconds - p.start_seconds) * static_cast<double>(p.assignment.team.size());
    moves += p.end == Performance::End::PUT_DOWN ? 1 : 0;
  }
  EXPECT_GT(moves, 0U);
  EXPECT_EQ(with.schedule.size(), kTrials + moves);
  EXPECT_NEAR(with.worked_seconds, done, 1e-6 * done);
  double work = 0;
  for (std::uint32_t i = 0; i < 40; ++i)
    work += kept[Row{i}].seconds() * factor_of(kept[Row{i}], Row{i}, late);
  EXPECT_GE(done, work * (1 - 1e-9));
  EXPECT_LE(done, work + static_cast<double>(moves) * 16 * kMoveSeconds);
}

TEST(Rehearsal, EarlyTrialsOnLargeTeamsMakeRoomForLateOnes) {
  // Four long trials on about four ranks each, and many short ones: two of the four take twice as long.
  std::vector<double> seconds(4, 16000);
  seconds.resize(400, 100);
  PlanRequest request{.workers = 16};
  const Plan kept(trials_of(seconds, Interruption::CHECKPOINT), request);
  const Plan lost(trials_of(seconds, Interruption::FROM_START), request);
  double with = 0;
  double without = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Conditions wrong{.wrong_by = 2, .seed = seed};
    with += rehearse(kept, wrong).seconds / lower_bound_seconds(kept, wrong);
    without += rehearse(lost, wrong).seconds / lower_bound_seconds(lost, wrong);
  }
  EXPECT_LT(with, 10 * 1.06);
  EXPECT_GT(without, with);
}

TEST(Rehearsal, ItTakesAtLeastTheTimeAfterWhichItIsGivenUp) {
  const Plan plan(trials_of(std::vector<double>(40, 1000), Interruption::CHECKPOINT), {.workers = 16});
  const double whole_seconds = rehearse(plan, {.wrong_by = 2}).seconds;
  for (double give_up = 10; give_up < whole_seconds; give_up += 10)
    ASSERT_GT(rehearse(plan, {.wrong_by = 2, .give_up_seconds = give_up}).seconds, give_up);
}

TEST(Rehearsal, MovedTrialsStandInAPlanOnce) {
  // Of few trials with exact times the plan is made from rehearsals, in which some may have been moved.
  std::mt19937_64 random(11);
  std::size_t moves = 0;
  for (int grid = 0; grid < 600; ++grid) {
    auto trials = at_random::random_trials({.trials = 3 + random() % 12, .students = 0.3}, random);
    for (PlannedTrial& trial : trials) {
      trial.time.divided_seconds *= 2000;
      trial.time.hop_seconds *= 2000;
      trial.interruption = Interruption::CHECKPOINT;
      trial.move_seconds = kMoveSeconds;
    }
    const Plan plan(trials, {.workers = 2 + static_cast<int>(random() % 12), .wrong_by = 1});
    std::vector<Row> order = plan.order();
    std::sort(order.begin(), order.end());
    ASSERT_EQ(order.size(), trials.size());
    ASSERT_EQ(std::adjacent_find(order.begin(), order.end()), order.end()) << "grid " << grid;
    const Rehearsal rehearsal = rehearse(plan, {.wrong_by = 2});
    std::vector<int> ends(trials.size(), 0);
    for (const Performance& p : rehearsal.schedule) {
      if (p.end == Performance::End::COMPLETE) {
        ++ends[p.assignment.row.value];
      } else {
        ++moves;
      }
    }
    for (const int n : ends) ASSERT_EQ(n, 1) << "grid " << grid;
  }
  EXPECT_GT(moves, 0U);
}

}  // namespace
}  // namespace sweep
