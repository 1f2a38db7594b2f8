#include "workers/messages.hpp"

#include <gtest/gtest.h>

namespace workers {
namespace {

TEST(Messages, ComeBackAsTheyWereSent) {
  const auto report = std::get<EpochReport>(decode(encode(EpochReport{sweep::Row{3}, 7, 0.5f, 0.25f})));
  EXPECT_EQ(report.row, sweep::Row{3});
  EXPECT_EQ(report.epoch, 7);
  EXPECT_EQ(report.train_loss, 0.5f);
  EXPECT_EQ(report.test_accuracy, 0.25f);

  const auto assignment = std::get<Assignment>(
      decode(encode(Assignment{sweep::Row{9}, {sweep::Rank{4}, sweep::Rank{1}}, 2, 12.5})));
  EXPECT_EQ(assignment.row, sweep::Row{9});
  EXPECT_EQ(assignment.team, (std::vector{sweep::Rank{4}, sweep::Rank{1}}));

  const auto ended = std::get<Ended>(decode(
      encode(Ended{sweep::Row{2}, sweep::TrialState::FAILED, 0.5f, "why", Cause::OUT_OF_MEMORY, 1.5f})));
  EXPECT_EQ(ended.cause, Cause::OUT_OF_MEMORY);
  EXPECT_EQ(ended.seconds, 1.5f);
  EXPECT_EQ(ended.state, sweep::TrialState::FAILED);
  EXPECT_EQ(ended.message, "why");
  EXPECT_EQ(std::get<PutDown>(decode(encode(PutDown{sweep::Row{6}}))).row, sweep::Row{6});
  EXPECT_EQ(std::get<LeaveTrial>(decode(encode(LeaveTrial{sweep::Row{8}}))).row, sweep::Row{8});
  EXPECT_EQ(std::get<StopWanted>(decode(encode(StopWanted{"SIGTERM"}))).reason, "SIGTERM");
  EXPECT_EQ(std::get<Leave>(decode(encode(Leave{Leave::How::ALONE}))).how, Leave::How::ALONE);

  EXPECT_EQ(std::get<Answer>(decode(encode(Answer{sweep::Verdict::STOP}))).verdict, sweep::Verdict::STOP);
  EXPECT_TRUE(std::holds_alternative<Ready>(decode(encode(Ready{}))));
  EXPECT_TRUE(std::holds_alternative<Leave>(decode(encode(Leave{}))));
}

TEST(Messages, CutOffAnywhereAreRefused) {
  const auto whole = encode(Ended{sweep::Row{2}, sweep::TrialState::FAILED, 0.5f, "why"});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW(decode(std::span(whole).first(size)), std::runtime_error) << size;
  }
  auto longer = whole;
  longer.push_back(std::byte{0});
  EXPECT_THROW(decode(longer), std::runtime_error);
  auto unknown_cause = whole;
  unknown_cause[unknown_cause.size() - sizeof(float) - 1] = std::byte{9};
  EXPECT_THROW(decode(unknown_cause), std::runtime_error);
  const std::vector<std::byte> unknown = {std::byte{99}};
  EXPECT_THROW(decode(unknown), std::runtime_error);
}

}  // namespace
}  // namespace workers
