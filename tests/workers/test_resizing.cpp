// A running trial goes on with more ranks: what coordinator and workers do for that.

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "memory_store.hpp"
#include "workers/coordinator.hpp"
#include "workers/worker.hpp"

namespace workers {
namespace {

using sweep::Rank;
using sweep::Row;

/// One trial: first for one rank, then for all, as soon as all others are idle.
class OneTrial : public sweep::TrialSource {
 public:
  explicit OneTrial(std::size_t workers) : workers_(workers) {}

  std::optional<sweep::Assignment> next(std::span<const Rank> idle, double) override {
    const std::size_t wanted = moves_ == 0 ? 1 : workers_;
    if (!waits_ || idle.size() < wanted) return std::nullopt;
    waits_ = false;
    return sweep::Assignment{Row{0}, {idle.begin(), idle.begin() + static_cast<std::ptrdiff_t>(wanted)}};
  }
  std::optional<Row> to_resize(std::span<const Rank> idle) override {
    if (asked_ || waits_ || idle.size() < workers_ - 1) return std::nullopt;
    asked_ = true;
    return Row{0};
  }
  sweep::Verdict epoch(const EpochReport&) override { return sweep::Verdict::GO_ON; }
  std::vector<sweep::Cancellation> ended(Row, sweep::TrialState) override {
    over_ = true;
    return {};
  }
  void returned(Row) override {
    ++moves_;
    waits_ = true;
  }
  void workers_left(int) override {}
  bool exhausted() const override { return over_; }
  int moves() const { return moves_; }

 private:
  std::size_t workers_;
  bool waits_ = true;
  bool asked_ = false;
  bool over_ = false;
  int moves_ = 0;
};

class ResizingTest : public testing::Test {
 protected:
  void SetUp() override {
    if (world_.size() < 3) GTEST_SKIP() << "needs two workers";
  }

  /// The sizes of the teams that the trial had, one after the other; on rank 0.
  std::vector<std::size_t> run(const std::function<void(const RankTeam&)>& train) {
    std::vector<std::size_t> teams;
    Progress progress;
    progress.started = [&](const sweep::Assignment& given) { teams.push_back(given.team.size()); };
    progress.ended = [&](const Ended&) { ++ends_; };
    const TrialTraining training{[&](const Assignment&, const RankTeam& team, const AfterEpoch&) {
      train(team);
      TrialResult result;
      result.record.id = grid_[Row{0}].id;
      result.record.state = sweep::TrialState::COMPLETE;
      return result;
    }};
    if (world_.rank() == 0) {
      end_ = Coordinator(world_, grid_, source_, store_, rules_, progress).run();
    } else {
      Worker(world_, training, store_).run();
    }
    world_.barrier();
    return teams;
  }

  comm::Communicator world_ = comm::Communicator::world();
  sweep::Grid grid_{sweep::Study::parse("factors:\n  replicate: 1\n", "study.yaml")};
  OneTrial source_{static_cast<std::size_t>(std::max(1, world_.size() - 1))};
  RunRules rules_;
  MemoryStore store_;
  RunEnd end_;
  int ends_ = 0;
};

TEST_F(ResizingTest, TheTrialIsLeftAndGoesOnWithAllRanks) {
  const auto teams = run([](const RankTeam& team) {
    // Alone it would never end.
    for (int step = 0; team.size() == 1 && step < 20000; ++step) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      team.meet();
    }
    team.meet();
  });
  if (world_.rank() != 0) return;
  EXPECT_EQ(teams, (std::vector<std::size_t>{1, static_cast<std::size_t>(world_.size() - 1)}));
  EXPECT_EQ(ends_, 1);
  EXPECT_EQ(end_.kind, RunEnd::Kind::FINISHED);
}

TEST_F(ResizingTest, WhatHasEndedByThenIsNotBegunAgain) {
  // It never looks for letters: the word to leave it comes too late.
  const auto teams =
      run([](const RankTeam&) { std::this_thread::sleep_for(std::chrono::milliseconds(200)); });
  if (world_.rank() != 0) return;
  EXPECT_EQ(teams.size(), 1U);
  EXPECT_EQ(source_.moves(), 0);
  EXPECT_EQ(ends_, 1);
  EXPECT_EQ(end_.kind, RunEnd::Kind::FINISHED);
}

}  // namespace
}  // namespace workers
