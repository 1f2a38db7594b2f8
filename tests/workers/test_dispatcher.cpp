#include "workers/dispatcher.hpp"

#include <gtest/gtest.h>

#include "memory_store.hpp"
#include "sweep/plan_walker.hpp"

namespace workers {
namespace {

using sweep::Assignment;
using sweep::Rank;
using sweep::Row;
using sweep::TrialState;

/// Eight trials without dependencies, of which the last two can't be checkpointed, and two idle ranks.
class DispatcherTest : public testing::Test {
 protected:
  DispatcherTest() {
    for (std::size_t i = 0; i < costs_.size(); ++i) {
      costs_[i].epochs = i < 6 ? 10 : 0;
      costs_[i].operations = 100;
    }
  }
  Dispatcher make() { return {grid_, walker_, store_, rules_, progress_}; }
  Ended failed(Row row, const std::string& message = "sad", Cause cause = Cause::ERROR) const {
    return {row, TrialState::FAILED, 0, message, cause};
  }
  Ended complete(Row row) const { return {row, TrialState::COMPLETE, 0, ""}; }

  sweep::Grid grid_{sweep::Study::parse("factors:\n  replicate: 8\n", "study.yaml")};
  std::vector<sweep::TrialCost> costs_{grid_.size()};
  sweep::Plan plan_ = [this] {
    for (std::size_t i = 0; i < costs_.size(); ++i) {
      costs_[i].epochs = i < 6 ? 10 : 0;
      costs_[i].operations = 100;
    }
    return sweep::Plan(grid_, costs_, {},
                       {.workers = 2, .speed = {.operations_per_second = 1}, .team_size = 1});
  }();
  sweep::PlanWalker walker_{plan_};
  MemoryStore store_;
  RunRules rules_;
  Progress progress_;
  const std::vector<Rank> idle_ = {Rank{1}, Rank{2}};
};

TEST_F(DispatcherTest, ATrialThatWasOutOfMemoryIsTriedOnceMoreAloneInParts) {
  Dispatcher dispatcher = make();
  const auto hungry = dispatcher.next(idle_);
  ASSERT_TRUE(hungry);
  const auto other = dispatcher.next(idle_);
  dispatcher.ended(failed(hungry->row, "out of memory", Cause::OUT_OF_MEMORY));
  std::vector<Row> before;
  while (const auto next = dispatcher.next(idle_)) {
    EXPECT_EQ(next->batch_parts, 1);
    EXPECT_NE(next->row, hungry->row) << "while others run it waits";
    before.push_back(next->row);
  }
  EXPECT_EQ(before.size(), 6u);
  dispatcher.ended(complete(other->row));
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_FALSE(dispatcher.next(idle_)) << i << " still run";
    dispatcher.ended(complete(before[i]));
  }
  const auto again = dispatcher.next(idle_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->row, hungry->row);
  EXPECT_GT(again->batch_parts, 1);
  EXPECT_FALSE(dispatcher.next(idle_)) << "nothing beside it";
  dispatcher.ended(failed(again->row, "out of memory", Cause::OUT_OF_MEMORY));
  EXPECT_FALSE(dispatcher.next(idle_)) << "once, not for ever";
  EXPECT_EQ(dispatcher.end().kind, RunEnd::Kind::FINISHED);
}

TEST_F(DispatcherTest, NothingIsWidenedWhileATrialThatWasOutOfMemoryWaits) {
  for (sweep::TrialCost& cost : costs_) {
    cost.epochs = 10;
    cost.operations = 1000;
  }
  const sweep::Plan plan(grid_, costs_, {},
                         {.workers = 2, .speed = {.operations_per_second = 1}, .wrong_by = 1});
  sweep::PlanWalker walker(plan);
  Dispatcher dispatcher(grid_, walker, store_, rules_, progress_);
  const std::span<const Rank> one(idle_.data(), 1);
  for (int i = 0; i < 6; ++i) dispatcher.ended(complete(dispatcher.next(one)->row));
  const auto first = dispatcher.next(one);
  const auto hungry = dispatcher.next(one);
  ASSERT_TRUE(first && hungry);
  dispatcher.ended(failed(hungry->row, "out of memory", Cause::OUT_OF_MEMORY));
  EXPECT_FALSE(dispatcher.to_resize(one)) << "it does not run, and wants all memory when it does";
  dispatcher.ended(complete(first->row));
  EXPECT_EQ(dispatcher.next(idle_)->row, hungry->row);
}

TEST_F(DispatcherTest, AFailedTrialIsRestartedAsOftenAsAllowed) {
  rules_.max_restarts = 2;
  Dispatcher dispatcher = make();
  std::map<Row, int> starts;
  while (const auto assignment = dispatcher.next(idle_)) {
    ++starts[assignment->row];
    dispatcher.ended(assignment->row == Row{3} ? failed(Row{3}) : complete(assignment->row));
  }
  EXPECT_EQ(starts.size(), 8u);
  for (const auto& [row, count] : starts) EXPECT_EQ(count, row == Row{3} ? 3 : 1);
}

TEST_F(DispatcherTest, ARankThatDiesCostsNoAttemptUntilTheTrialIsSuspected) {
  Dispatcher dispatcher = make();
  std::vector<TrialState> ends;
  progress_.ended = [&](const Ended& ended) {
    if (ended.row == Row{3}) ends.push_back(ended.state);
  };
  int deaths = 0;
  while (const auto assignment = dispatcher.next(idle_)) {
    if (assignment->row != Row{3}) {
      dispatcher.ended(complete(assignment->row));
      continue;
    }
    EXPECT_EQ(store_.records.count(Row{3}), 0u);
    ++deaths;
    dispatcher.lost(Row{3});
  }
  EXPECT_EQ(deaths, 3);
  EXPECT_EQ(ends, std::vector{TrialState::FAILED});
  EXPECT_NE(store_.records.at(Row{3}).message.find("died"), std::string::npos);
}

TEST_F(DispatcherTest, GivesUpWhenTheFirstTrialsFailOfTheSameCause) {
  Dispatcher dispatcher = make();
  int started = 0;
  while (const auto assignment = dispatcher.next(idle_)) {
    dispatcher.ended(failed(assignment->row, "no file plate" + std::to_string(++started)));
  }
  EXPECT_EQ(started, 5) << "the number in the message makes no other cause";
  EXPECT_EQ(dispatcher.end().kind, RunEnd::Kind::GAVE_UP);
  EXPECT_NE(dispatcher.end().reason.find("no file plate"), std::string::npos);
}

TEST_F(DispatcherTest, GoesOnWhenCausesDifferOrSomethingWorks) {
  for (const bool one_works : {false, true}) {
    sweep::PlanWalker walker(plan_);
    Dispatcher dispatcher(grid_, walker, store_, rules_, progress_);
    int started = 0;
    while (const auto assignment = dispatcher.next(idle_)) {
      const bool first = ++started == 1;
      if (one_works && first) {
        dispatcher.ended(complete(assignment->row));
      } else {
        dispatcher.ended(failed(assignment->row, first ? "this" : "that"));
      }
    }
    EXPECT_EQ(started, 8);
    EXPECT_EQ(dispatcher.end().kind, RunEnd::Kind::FINISHED);
  }
}

TEST_F(DispatcherTest, StartsOnlyWhatCanEndOrBeCheckpointedInTheTimeLeft) {
  double left = 1000;
  rules_.seconds_left = [&] { return left; };
  Dispatcher dispatcher = make();
  left = 50;  // each trial takes 100 s
  std::vector<Row> started;
  while (const auto assignment = dispatcher.next(idle_)) {
    started.push_back(assignment->row);
    dispatcher.ended(complete(assignment->row));
  }
  EXPECT_EQ(started.size(), 6u);
  for (const Row row : started) EXPECT_LT(row.value, 6u) << "the last two can't be checkpointed";
  EXPECT_EQ(dispatcher.end().kind, RunEnd::Kind::STOPPED);
}

TEST_F(DispatcherTest, StoppingStartsNothingAndTakesBackWhatWasPutDown) {
  Dispatcher dispatcher = make();
  const auto running = dispatcher.next(idle_);
  dispatcher.stop("SIGTERM");
  EXPECT_FALSE(dispatcher.next(idle_));
  dispatcher.put_down(running->row);
  EXPECT_EQ(dispatcher.running(), 0);
  EXPECT_FALSE(dispatcher.next(idle_));
  EXPECT_EQ(dispatcher.end().kind, RunEnd::Kind::STOPPED);
  EXPECT_EQ(dispatcher.end().reason, "SIGTERM");
}

TEST_F(DispatcherTest, StoppedWhenNothingIsLeftARunHasFinished) {
  Dispatcher dispatcher = make();
  while (const auto assignment = dispatcher.next(idle_)) dispatcher.ended(complete(assignment->row));
  dispatcher.stop("SIGTERM");
  EXPECT_EQ(dispatcher.end().kind, RunEnd::Kind::FINISHED);
}

TEST_F(DispatcherTest, StoppedBeforeItsSecondTryATrialIsLeft) {
  Dispatcher dispatcher = make();
  const auto hungry = dispatcher.next(idle_);
  while (const auto next = dispatcher.next(idle_)) dispatcher.ended(complete(next->row));
  dispatcher.ended(failed(hungry->row, "out of memory", Cause::OUT_OF_MEMORY));
  dispatcher.stop("SIGTERM");
  EXPECT_EQ(dispatcher.end().kind, RunEnd::Kind::STOPPED) << "not merely failed: the same line goes on";
}

TEST_F(DispatcherTest, TeamsShrinkToTheRanksThatAreLeft) {
  const sweep::Plan wide(grid_, costs_, {},
                         {.workers = 2, .speed = {.operations_per_second = 1}, .team_size = 2});
  sweep::PlanWalker walker(wide);
  Dispatcher dispatcher(grid_, walker, store_, rules_, progress_);
  const std::vector<Rank> one = {Rank{2}};
  EXPECT_FALSE(dispatcher.next(one)) << "the other may come back";
  dispatcher.workers_left(1);
  const auto assignment = dispatcher.next(one);
  ASSERT_TRUE(assignment);
  EXPECT_EQ(assignment->team, one);
}

}  // namespace
}  // namespace workers
