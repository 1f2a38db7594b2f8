// A trial that is put down and taken up again is the same trial.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "memory_store.hpp"
#include "table_dataset.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/trainer.hpp"

namespace workers {
namespace {

using sweep::Curve;
using sweep::Metric;
using sweep::Row;
using sweep::TrialState;

constexpr const char* kStudy = R"(
settings:
  training.epochs: 4
  training.batch: 15
  training.learning_rate: 0.003
)";

class InterruptionTest : public testing::Test {
 protected:
  /// The same folder on all ranks.
  static std::filesystem::path shared_folder() {
    std::array<char, 64> name{};
    const std::string mine = "gridsweep-test-" + std::to_string(getpid());
    mine.copy(name.data(), name.size() - 1);
    comm::Communicator::world().broadcast(std::as_writable_bytes(std::span(name)), 0);
    return std::filesystem::temp_directory_path() / name.data();
  }
  void TearDown() override {
    comm::Communicator::world().barrier();
    std::filesystem::remove_all(folder_);
    comm::Communicator::world().barrier();
  }
  static RankTeam team(
      const comm::Communicator& ranks, RankTeam::StopAsked stop_asked = [] { return false; }) {
    return {ranks, sweep::Rank{0}, std::move(stop_asked)};
  }

  /// Trains until stop_asked says so; nothing when that came before the end.
  std::optional<sweep::TrialRecord> train(const sweep::Grid& grid, const RankTeam& ranks,
                                          std::int64_t parts = 1) {
    Trainer trainer(
        grid, 1, store_, [](const sweep::Settings&) { return std::make_shared<TableDataset>(100); },
        Checkpoints(folder_));
    try {
      return trainer
          .train({Row{0}, {}, parts}, ranks, [](const EpochReport&) { return sweep::Verdict::GO_ON; })
          .record;
    } catch (const Interrupted&) {
      return std::nullopt;
    }
  }

  std::filesystem::path folder_ = shared_folder();
  MemoryStore store_;
};

TEST_F(InterruptionTest, StoppedAtAnyMeetingATrialEndsAsIfItHadNotBeen) {
  const sweep::Grid grid(sweep::Study::parse(kStudy, "study.yaml", {"model.architecture=student"}));
  for (const auto& ranks : {comm::Communicator::self(), comm::Communicator::world()}) {
    if (ranks.size() == 1 && comm::Communicator::world().rank() != 0) continue;
    const auto undisturbed = train(grid, team(ranks));
    ASSERT_TRUE(undisturbed);
    ASSERT_EQ(undisturbed->state, TrialState::COMPLETE) << undisturbed->message;
    const int last = ranks.size() - 1;
    for (const int every : {3, 8}) {
      int interruptions = 0;
      std::optional<sweep::TrialRecord> record;
      while (!record) {
        ASSERT_LT(interruptions, 100);
        int meetings = 0;
        // One member is told, not the first: all leave.
        record = train(grid, team(ranks, [&] { return ranks.rank() == last && ++meetings == every + 5; }));
        interruptions += record ? 0 : 1;
      }
      EXPECT_GT(interruptions, 2);
      EXPECT_EQ(record->state, TrialState::COMPLETE) << record->message;
      EXPECT_EQ(record->curves, undisturbed->curves);
      EXPECT_EQ(record->predictions.logits, undisturbed->predictions.logits);
      EXPECT_EQ(record->metrics[Metric::TEST_LOSS], undisturbed->metrics[Metric::TEST_LOSS]);
      EXPECT_EQ(record->metrics[Metric::EPOCHS], 4);
      Checkpoints(folder_).remove(grid[Row{0}].id);
      ranks.barrier();
    }
  }
}

TEST_F(InterruptionTest, LongTrialsAreKeptAfterTheirEpochs) {
  const sweep::Grid grid(sweep::Study::parse(kStudy, "study.yaml",
                                             {"model.architecture=mlp", "run.checkpoint_after_minutes=0"}));
  const sweep::TrialId id = grid[Row{0}].id;
  train(grid, team(comm::Communicator::world()));
  EXPECT_TRUE(Checkpoints(folder_).holds(id));
  comm::Communicator::world().barrier();
  Checkpoints(folder_).remove(id);
  comm::Communicator::world().barrier();
  const sweep::Grid short_one(sweep::Study::parse(kStudy, "study.yaml", {"model.architecture=mlp"}));
  train(short_one, team(comm::Communicator::world()));
  EXPECT_FALSE(Checkpoints(folder_).holds(id));
}

TEST_F(InterruptionTest, ABatchInPartsGivesTheSameUpdates) {
  for (const char* architecture : {"mlp", "linear"}) {  // without BatchNorm, whose statistics are the part's
    const sweep::Grid grid(sweep::Study::parse(
        kStudy, "study.yaml",
        {std::string("model.architecture=") + architecture, "training.learning_rate=1e-3"}));
    const auto whole = train(grid, team(comm::Communicator::world()));
    const auto parts = train(grid, team(comm::Communicator::world()), 8);
    ASSERT_TRUE(whole && parts);
    ASSERT_EQ(parts->state, TrialState::COMPLETE) << parts->message;
    const auto curve = static_cast<std::size_t>(Curve::TRAIN_LOSS);
    for (std::size_t epoch = 0; epoch < 4; ++epoch) {
      EXPECT_NEAR(parts->curves[curve][epoch], whole->curves[curve][epoch], 1e-4) << architecture;
    }
    EXPECT_NE(parts->message.find("8 parts"), std::string::npos) << parts->message;
  }
  const sweep::Grid student(sweep::Study::parse(kStudy, "study.yaml", {"model.architecture=student"}));
  const auto parts = train(student, team(comm::Communicator::world()), 8);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->state, TrialState::COMPLETE) << parts->message;
  EXPECT_TRUE(std::isfinite(parts->metrics[Metric::TEST_LOSS]));
}

/// Gives one sample a shape of its own: the network fails on the rank that has it, in the middle of a step,
/// where the others are about to add up BatchNorm's statistics.
class CrookedDataset : public TableDataset {
 public:
  CrookedDataset() : TableDataset(100) {}
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override {
    at::Tensor pictures = TableDataset::batch(samples, device);
    for (const std::int64_t sample : samples) {
      if (sample == 42) return pictures.narrow(1, 0, 2);
    }
    return pictures;
  }
};

TEST_F(InterruptionTest, AnExceptionInsideTheNetworkOfOneMemberFailsTheTrialOnAll) {
  const sweep::Grid grid(sweep::Study::parse(kStudy, "study.yaml", {"model.architecture=student"}));
  Trainer trainer(
      grid, 1, store_, [](const sweep::Settings&) { return std::make_shared<CrookedDataset>(); },
      Checkpoints(folder_));
  const RankTeam everyone = team(comm::Communicator::world());
  const auto result =
      trainer.train({Row{0}, {}}, everyone, [](const EpochReport&) { return sweep::Verdict::GO_ON; });
  EXPECT_EQ(result.record.state, TrialState::FAILED);
  EXPECT_NE(result.record.message.find("samples of shape"), std::string::npos) << result.record.message;
  EXPECT_FALSE(everyone.any(false)) << "they still agree";
}

TEST_F(InterruptionTest, AMemberOutOfMemoryIsToldApart) {
  const RankTeam everyone = team(comm::Communicator::world());
  const int culprit = everyone.size() - 1;
  try {
    everyone.together([&] {
      if (everyone.rank() == culprit) at::empty({std::int64_t{1} << 50}, at::kByte);
    });
    ADD_FAILURE() << "a pebibyte was allocated";
  } catch (const TrialFailure& failure) {
    EXPECT_EQ(failure.cause(), Cause::OUT_OF_MEMORY);
    EXPECT_NE(std::string(failure.what()).find("out of memory"), std::string::npos) << failure.what();
    EXPECT_EQ(std::string(failure.what()).find('\n'), std::string::npos) << "one line";
  }
}

}  // namespace
}  // namespace workers
