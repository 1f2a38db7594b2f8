#include "workers/checkpoints.hpp"

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace workers {
namespace {

const sweep::TrialId kTrial{0xabcdef};

TrainingState some_state() {
  TrainingState state;
  state.epoch = 3;
  state.samples_seen = 64;
  state.loss_sum = 0.1;
  state.hit_sum = 41;
  state.curves[0] = {1.5f, 0.25f, 0.125f};
  state.parameters = at::arange(100, at::kFloat) / 7;
  state.first_moment = state.parameters * 2;
  state.second_moment = state.parameters.square();
  state.steps = 12;
  state.buffers = {at::ones({3}), at::full({2}, 1e-30)};
  state.batch_parts = 4;
  state.start_time = 1.75e9 + 0.125;
  state.trained_seconds = 12.5;
  return state;
}

class CheckpointsTest : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("checkpoints-" + std::to_string(getpid()));
  Checkpoints checkpoints_{folder_};
};

TEST_F(CheckpointsTest, WhatIsKeptComesBackBitForBit) {
  EXPECT_FALSE(checkpoints_.load(kTrial));
  const TrainingState kept = some_state();
  checkpoints_.save(kTrial, kept);
  const auto back = checkpoints_.load(kTrial);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->epoch, kept.epoch);
  EXPECT_EQ(back->samples_seen, kept.samples_seen);
  EXPECT_EQ(back->loss_sum, kept.loss_sum);
  EXPECT_EQ(back->hit_sum, kept.hit_sum);
  EXPECT_EQ(back->curves, kept.curves);
  EXPECT_TRUE(back->parameters.equal(kept.parameters));
  EXPECT_TRUE(back->first_moment.equal(kept.first_moment));
  EXPECT_TRUE(back->second_moment.equal(kept.second_moment));
  EXPECT_EQ(back->steps, kept.steps);
  ASSERT_EQ(back->buffers.size(), 2u);
  EXPECT_TRUE(back->buffers[1].equal(kept.buffers[1]));
  EXPECT_EQ(back->batch_parts, kept.batch_parts);
  EXPECT_EQ(back->start_time, kept.start_time);
  EXPECT_EQ(back->trained_seconds, kept.trained_seconds);
  EXPECT_FALSE(checkpoints_.load(sweep::TrialId{1})) << "another trial's is not ours";
}

TEST_F(CheckpointsTest, NothingIsLeftOfATrialThatHasEnded) {
  checkpoints_.save(kTrial, some_state());
  EXPECT_TRUE(checkpoints_.holds(kTrial));
  checkpoints_.save(sweep::TrialId{1}, some_state());
  checkpoints_.remove(kTrial);
  EXPECT_FALSE(checkpoints_.holds(kTrial));
  EXPECT_TRUE(checkpoints_.holds(sweep::TrialId{1}));
  checkpoints_.clear();
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

TEST_F(CheckpointsTest, DeathsAreCountedUntilTheTrialIsRecorded) {
  EXPECT_EQ(checkpoints_.deaths(kTrial), 0);
  EXPECT_TRUE(checkpoints_.whose_rank_died().empty());
  EXPECT_EQ(checkpoints_.note_death(kTrial), 1);
  EXPECT_EQ(Checkpoints(folder_).note_death(kTrial), 2) << "by another run";
  EXPECT_EQ(checkpoints_.whose_rank_died(), std::vector{kTrial});
  EXPECT_EQ(checkpoints_.deaths(sweep::TrialId{1}), 0);
  checkpoints_.remove(kTrial);
  EXPECT_EQ(checkpoints_.deaths(kTrial), 0);
  EXPECT_TRUE(checkpoints_.whose_rank_died().empty());
}

TEST_F(CheckpointsTest, AnyFlippedByteAndAnyMissingEndIsFound) {
  checkpoints_.save(kTrial, some_state());
  const auto path = folder_ / (kTrial.hex() + ".pt");
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
  int found = 0;
  int tried = 0;
  for (std::int64_t place = 0; place < size; place += 37) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(place);
    const char byte = static_cast<char>(file.get());
    file.seekp(place);
    file.put(static_cast<char>(byte ^ 0x10));
    file.close();
    ++tried;
    found += checkpoints_.load(kTrial) ? 0 : 1;
    file.open(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(place);
    file.put(byte);
  }
  EXPECT_GT(tried, 50);
  EXPECT_EQ(found, tried);
  EXPECT_TRUE(checkpoints_.load(kTrial)) << "whole again";
  for (const std::int64_t left : {size - 1, size / 2, std::int64_t{3}, std::int64_t{0}}) {
    std::filesystem::resize_file(path, static_cast<std::uintmax_t>(left));
    EXPECT_FALSE(checkpoints_.load(kTrial)) << left;
  }
}

}  // namespace
}  // namespace workers
