// Workers with short trials have some ahead; nothing else may be seen of it.

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <thread>

#include "memory_store.hpp"
#include "sweep/plan_walker.hpp"
#include "workers/coordinator.hpp"
#include "workers/worker.hpp"

namespace workers {
namespace {

using sweep::Row;
using sweep::TrialState;

constexpr std::uint32_t kTrials = 2000;

/// What the coordinator saw of a run.
struct Seen {
  std::map<Row, int> ends;
  std::map<Row, sweep::Rank> trained_by;
  int put_down = 0;
  int out = 0;  // given and not ended
  int most_out = 0;
  RunEnd end;
};

class WorkingAheadTest : public testing::Test {
 protected:
  /// Runs trials without dependencies; `train` is called on the rank that trains. Filled in on rank 0 only.
  Seen run(const std::function<TrialState(Row, const RankTeam&)>& train) {
    const auto world = comm::Communicator::world();
    const sweep::Plan plan(
        grid_, std::vector<sweep::TrialCost>(grid_.size()), {},
        {.workers = world.size() - 1, .speed = {.operations_per_second = 1}, .team_size = 1});
    sweep::PlanWalker walker(plan);
    Seen seen;
    Progress progress;
    progress.started = [&](const sweep::Assignment& assignment) {
      seen.trained_by[assignment.row] = assignment.team.front();
      seen.most_out = std::max(seen.most_out, ++seen.out);
    };
    progress.ended = [&](const Ended& ended) {
      ++seen.ends[ended.row];
      --seen.out;
      ended_ = seen.ends.size();
    };
    progress.put_down = [&](Row) {
      ++seen.put_down;
      --seen.out;
    };
    const TrialTraining training{[&](const Assignment& assignment, const RankTeam& team, const AfterEpoch&) {
      TrialResult result;
      result.record.id = grid_[assignment.row].id;
      result.record.state = train(assignment.row, team);
      return result;
    }};
    if (world.rank() == 0) {
      seen.end = Coordinator(world, grid_, walker, store_, rules_, progress).run();
    } else {
      Worker(world, training, store_).run();
    }
    world.barrier();
    return seen;
  }

  void SetUp() override {
    if (comm::Communicator::world().size() == 1) GTEST_SKIP() << "needs workers";
  }
  bool coordinates() const { return comm::Communicator::world().rank() == 0; }

  sweep::Grid grid_{
      sweep::Study::parse("factors:\n  replicate: " + std::to_string(kTrials) + "\n", "study.yaml")};
  RunRules rules_;
  MemoryStore store_;
  std::size_t ended_ = 0;
};

TEST_F(WorkingAheadTest, ShortTrialsAreGivenAheadAndEachEndsOnce) {
  const Seen seen = run([](Row, const RankTeam&) { return TrialState::COMPLETE; });
  if (!coordinates()) return;
  EXPECT_EQ(seen.ends.size(), kTrials);
  for (const auto& [row, ends] : seen.ends) EXPECT_EQ(ends, 1) << row.value;
  EXPECT_GT(seen.most_out, 10 * (comm::Communicator::world().size() - 1));
  EXPECT_EQ(seen.end.kind, RunEnd::Kind::FINISHED);
}

TEST_F(WorkingAheadTest, WhatWaitsBehindALongTrialGoesToOthers) {
  constexpr std::uint32_t kLong = 30;
  const Seen seen = run([](Row row, const RankTeam& team) {
    for (int step = 0; row.value >= kTrials - kLong && step < 15; ++step) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      team.meet();
    }
    return TrialState::COMPLETE;
  });
  if (!coordinates()) return;
  EXPECT_EQ(seen.ends.size(), kTrials);
  for (const auto& [row, ends] : seen.ends) EXPECT_EQ(ends, 1) << row.value;
  std::map<sweep::Rank, std::uint32_t> long_ones;
  for (std::uint32_t row = kTrials - kLong; row < kTrials; ++row) ++long_ones[seen.trained_by.at(Row{row})];
  for (const auto& [rank, trials] : long_ones) EXPECT_LT(trials, kLong * 2 / 3) << rank.value;
}

TEST_F(WorkingAheadTest, StoppedInBetweenNothingIsLostAndNothingLeftBehind) {
  rules_.stop_wanted = [this]() -> std::optional<std::string> {
    if (ended_ < 300) return std::nullopt;
    return "enough";
  };
  const Seen seen = run([](Row, const RankTeam&) {
    std::this_thread::sleep_for(std::chrono::microseconds(50));
    return TrialState::COMPLETE;
  });
  if (!coordinates()) return;
  EXPECT_EQ(seen.end.kind, RunEnd::Kind::STOPPED);
  EXPECT_EQ(seen.out, 0) << "each that was given has ended or come back";
  EXPECT_GT(seen.put_down, 0);
  EXPECT_LT(seen.ends.size(), 1500u);
  for (const auto& [row, ends] : seen.ends) EXPECT_EQ(ends, 1) << row.value;
}

TEST_F(WorkingAheadTest, TrialsThatFailAreNotGivenAhead) {
  const Seen seen = run([](Row, const RankTeam&) { return TrialState::FAILED; });
  if (!coordinates()) return;
  EXPECT_EQ(seen.end.kind, RunEnd::Kind::GAVE_UP);
  EXPECT_LE(seen.ends.size(), 5u + static_cast<std::size_t>(comm::Communicator::world().size()));
}

}  // namespace
}  // namespace workers
