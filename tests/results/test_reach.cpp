#include "results/answers/reach.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/answers/reach_table.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::Observations;
using results::Reach;
using results::ResultsFile;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// The same best accuracy for every trial.
class Possible final : public results::Simulator {
 public:
  explicit Possible(double best, double step = 0) : best_(best), step_(step) {}
  std::optional<results::DataFacts> facts(sweep::TrialId) const override {
    results::DataFacts facts;
    facts.best_accuracy = best_ + step_ * static_cast<double>(asked_++ % 3);
    return facts;
  }

 private:
  double best_;
  double step_;  // from a replicate to the next one
  mutable std::size_t asked_ = 0;
};

class ReachTest : public testing::Test {
 protected:
  /// Three replicates at each SNR (100, 2), with accuracies around `mean`.
  Observations observations(double mean, double best, double step = 0, double samples = 400) const {
    const sweep::Study study = samples::study("name: r\nfactors: {data.snr: [100, 2], replicate: 3}\n");
    const sweep::Grid grid(study);
    const std::string path = folder_ / "results.h5";
    std::filesystem::remove(path);
    ResultsFile::create(path, study, grid, {0, 0, 2});
    {
      ResultsFile writer(path, Access::WRITE);
      for (std::uint32_t i = 0; i < grid.size(); ++i) {
        sweep::TrialRecord record = samples::record(grid, {i});
        record.metrics[sweep::Metric::TEST_ACCURACY] = mean + 0.01 * (static_cast<double>(i % 3) - 1);
        record.metrics[sweep::Metric::TEST_SAMPLES] = samples;
        writer.write({i}, record);
      }
    }
    return {ResultsFile(path, Access::READ), Possible(best, step)};
  }
  TemporaryFolder folder_;
};

TEST_F(ReachTest, IsTheShareOfWhatIsPossibleBeyondACoin) {
  const Reach reach = Reach::of(observations(0.80, 0.90));
  ASSERT_EQ(reach.cells.size(), 2U);
  EXPECT_NEAR(reach.cells[0].reached, 0.30 / 0.40, 1e-12);
  EXPECT_NEAR(reach.cells[0].accuracy.mean, 0.80, 1e-12);
  EXPECT_TRUE(reach.above().empty());
}

TEST_F(ReachTest, AnAccuracyAboveThePossibleSpeaksOfALeak) {
  // The replicates' sd is 0.01, their mean's standard error 0.0058; 1,200 test samples at 0.92 give 0.0078.
  EXPECT_TRUE(Reach::of(observations(0.94, 0.92)).above().empty());
  const Observations above = observations(0.95, 0.92);
  const Reach reach = Reach::of(above);
  ASSERT_EQ(reach.above().size(), 2U);
  EXPECT_NEAR(reach.above()[0].excess, 0.03 / 0.007831560, 1e-4);
  EXPECT_THAT(reach_sentences(reach, above), Contains(HasSubstr("LEAK?")));
  EXPECT_THAT(reach_sentences(Reach::of(observations(0.94, 0.92)), above), Not(Contains(HasSubstr("LEAK?"))));
}

TEST_F(ReachTest, WhatIsPossibleIsTheMeanOverReplicates) {
  const Reach reach = Reach::of(observations(0.80, 0.88, 0.02));
  EXPECT_NEAR(reach.cells[0].best, 0.90, 1e-12);
  EXPECT_NEAR(reach.cells[1].best, 0.90, 1e-12);
}

TEST_F(ReachTest, WithoutTestSamplesThereIsNoExcess) {
  const Observations unknown = observations(0.93, 0.90, 0, std::numeric_limits<double>::quiet_NaN());
  const Reach reach = Reach::of(unknown);
  EXPECT_TRUE(std::isnan(reach.cells[0].excess));
  EXPECT_TRUE(reach.above().empty());
  EXPECT_THAT(reach_sentences(reach, unknown), Contains(HasSubstr("cannot be told of 2 of 2 accuracies")));
  EXPECT_THAT(reach_sentences(reach, unknown), Not(Contains(HasSubstr("no sign of a leak"))));
}

TEST_F(ReachTest, WhereNothingIsPossibleThereIsNoShare) {
  const Observations noise = observations(0.50, 0.50);
  const Reach reach = Reach::of(noise);
  EXPECT_TRUE(std::isnan(reach.cells[0].reached));
  const results::TableLines table = reach_table(reach, noise);
  ASSERT_EQ(table.lines.size(), 3U);
  EXPECT_THAT(table.lines[1].back(), AllOf(HasSubstr("50.0 ["), Not(HasSubstr("%"))));
}

TEST_F(ReachTest, WithoutAModelOfTheDataItSaysSo) {
  const Observations measured = observations(0.9, std::numeric_limits<double>::quiet_NaN());
  const Reach reach = Reach::of(measured);
  EXPECT_TRUE(std::isnan(reach.cells[0].reached));
  EXPECT_TRUE(reach.above().empty());
  EXPECT_THAT(reach_sentences(reach, measured).front(), HasSubstr("not known"));
  EXPECT_EQ(reach_table(reach, measured).lines[1][3], "unknown");
}

}  // namespace
