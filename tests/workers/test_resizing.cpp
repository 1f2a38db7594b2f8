// A running trial goes on with another team: what coordinator and workers do for that.

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

/// One trial: first for a team of one size, then for another, as soon as all ranks that are not of the first
/// are idle.
class OneTrial : public sweep::TrialSource {
 public:
  OneTrial(std::size_t workers, std::size_t first, std::size_t then)
      : workers_(workers), first_(first), then_(then) {}

  std::optional<sweep::Assignment> next(std::span<const Rank> idle, double) override {
    const std::size_t wanted = moves_ == 0 ? first_ : then_;
    if (!waits_ || idle.size() < wanted) return std::nullopt;
    waits_ = false;
    return sweep::Assignment{Row{0}, {idle.begin(), idle.begin() + static_cast<std::ptrdiff_t>(wanted)}};
  }
  std::optional<Row> to_resize(std::span<const Rank> idle) override {
    if (asked_ || waits_ || idle.size() < workers_ - first_) return std::nullopt;
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
  std::size_t first_;
  std::size_t then_;
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

  using Sizes = std::vector<std::size_t>;

  /// The sizes of the teams that the trial had, one after the other; on rank 0.
  Sizes run(std::size_t first, std::size_t then, const std::function<void(const RankTeam&)>& train) {
    OneTrial source(workers_, first, then);
    Sizes teams;
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
      end_ = Coordinator(world_, grid_, source, store_, rules_, progress).run();
    } else {
      Worker(world_, training, store_).run();
    }
    world_.barrier();
    moves_ = source.moves();
    return teams;
  }

  comm::Communicator world_ = comm::Communicator::world();
  sweep::Grid grid_{sweep::Study::parse("factors:\n  replicate: 1\n", "study.yaml")};
  std::size_t workers_ = static_cast<std::size_t>(std::max(1, world_.size() - 1));
  RunRules rules_;
  MemoryStore store_;
  RunEnd end_;
  int ends_ = 0;
  int moves_ = 0;
};

TEST_F(ResizingTest, TheTrialIsLeftAndGoesOnWithAnotherTeam) {
  for (const auto& [first, then] :
       {std::pair{std::size_t{1}, workers_}, std::pair{workers_, std::size_t{1}}}) {
    ends_ = 0;
    const Sizes teams = run(first, then, [first](const RankTeam& team) {
      // With its first team it would never end.
      for (int step = 0; team.size() == static_cast<int>(first) && step < 20000; ++step) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        team.meet();
      }
      team.meet();
    });
    if (world_.rank() != 0) continue;
    EXPECT_EQ(teams, (Sizes{first, then}));
    EXPECT_EQ(moves_, 1);
    EXPECT_EQ(ends_, 1);
    EXPECT_EQ(end_.kind, RunEnd::Kind::FINISHED);
  }
}

TEST_F(ResizingTest, WhatHasEndedByThenIsNotBegunAgain) {
  // It never looks for letters: the word to leave it comes too late.
  const Sizes teams =
      run(1, workers_, [](const RankTeam&) { std::this_thread::sleep_for(std::chrono::milliseconds(200)); });
  if (world_.rank() != 0) return;
  EXPECT_EQ(teams.size(), 1U);
  EXPECT_EQ(moves_, 0);
  EXPECT_EQ(ends_, 1);
  EXPECT_EQ(end_.kind, RunEnd::Kind::FINISHED);
}

}  // namespace
}  // namespace workers
