#include "app/work_done.hpp"

#include <gtest/gtest.h>

namespace app {
namespace {

using sweep::Row;

sweep::Plan plan_of(const std::vector<double>& seconds) {
  std::vector<sweep::PlannedTrial> trials;
  for (const double each : seconds) {
    sweep::PlannedTrial trial;
    trial.id = {trials.size()};
    trial.time.divided_seconds = each;
    trial.epochs = 10;
    trials.push_back(trial);
  }
  return {trials, {.workers = 1}};
}

TEST(WorkDone, RunningTrialsCountByTheirEpochs) {
  const sweep::Plan plan = plan_of({300, 100});
  WorkDone done(plan);
  EXPECT_EQ(done.share(), 0);
  EXPECT_NEAR(done.seconds_left(5), 400, 1) << "as planned";
  for (int epoch = 0; epoch < 4; ++epoch) done.epoch_ended({Row{0}, epoch, 0, 0});
  EXPECT_DOUBLE_EQ(done.share(), 120.0 / 400);
  EXPECT_DOUBLE_EQ(done.seconds_left(240), 560) << "at half the speed that was predicted";
  done.trial_ended(Row{0});  // early, or its last epochs have not been told
  EXPECT_DOUBLE_EQ(done.share(), 0.75);
  done.trial_ended(Row{1});
  EXPECT_DOUBLE_EQ(done.share(), 1);
  EXPECT_DOUBLE_EQ(done.seconds_left(500), 0);
}

TEST(WorkDone, WhatAnEarlierRunDidSaysNothingOfThisOnesSpeed) {
  const sweep::Plan plan = plan_of({100, 100});
  WorkDone done(plan);
  done.epoch_ended({Row{0}, 8, 0, 0});  // the ninth of ten
  EXPECT_DOUBLE_EQ(done.share(), 0.45);
  EXPECT_DOUBLE_EQ(done.seconds_left(10), 110) << "10 s for a tenth of a trial";
}

TEST(WorkDone, ATrialThatBeginsAgainIsLeftAgain) {
  const sweep::Plan plan = plan_of({100});
  WorkDone done(plan);
  for (int epoch = 0; epoch < 5; ++epoch) done.epoch_ended({Row{0}, epoch, 0, 0});
  done.epoch_ended({Row{0}, 0, 0, 0});
  EXPECT_DOUBLE_EQ(done.share(), 0.1);
}

}  // namespace
}  // namespace app
