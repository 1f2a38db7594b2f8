#include "results/answers/replicate_means.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "draws.hpp"
#include "results/answers/report_table.hpp"
#include "results/figures/roc_average.hpp"
#include "results/statistics/complete_block.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::CompleteBlock;
using results::Observation;
using results::Observations;
using results::ReplicateMeans;
using results::ReportTable;
using Places = std::vector<std::size_t>;

CompleteBlock largest(const std::vector<std::string>& rows) {
  std::vector<std::vector<bool>> has;
  for (const std::string& row : rows) {
    has.emplace_back();
    for (const char value : row) has.back().push_back(value == 'x');
  }
  return CompleteBlock::largest(has);
}

TEST(CompleteBlock, KeepsMostValues) {
  const CompleteBlock whole = largest({"xx", "xx", "xx"});
  EXPECT_EQ(whole.rows, (Places{0, 1, 2}));
  EXPECT_EQ(whole.columns, (Places{0, 1}));
  // One row with five beside three with four: four of each.
  const CompleteBlock most = largest({"xxxxx", "xxxx.", "xxxx.", "xxxx."});
  EXPECT_EQ(most.rows, (Places{0, 1, 2, 3}));
  EXPECT_EQ(most.columns, (Places{0, 1, 2, 3}));
  // Two rows of one column are as many as a row of two: rather two columns, the first ones.
  EXPECT_EQ(largest({"xx.", ".xx"}).rows, Places{0});
  EXPECT_EQ(largest({"xx..", "..xx"}).columns, (Places{0, 1}));
  EXPECT_TRUE(largest({"..", ".."}).rows.empty());
  EXPECT_TRUE(CompleteBlock::largest({}).columns.empty());
}

TEST(CompleteBlock, AsTryingEverySetOfColumns) {
  Draws draws(3);
  for (int i = 0; i < 60; ++i) {
    constexpr unsigned kColumns = 6;
    std::vector<unsigned> rows(7);
    std::vector<std::vector<bool>> has;
    for (unsigned& row : rows) {
      has.emplace_back();
      for (unsigned column = 0; column < kColumns; ++column) {
        has.back().push_back(draws.uniform() < 0.7);
        row |= has.back().back() ? 1U << column : 0U;
      }
    }
    std::size_t most = 0;
    for (unsigned set = 1; set < 1U << kColumns; ++set) {
      const auto complete = static_cast<std::size_t>(
          std::count_if(rows.begin(), rows.end(), [&](unsigned row) { return (row & set) == set; }));
      most = std::max(most, complete * static_cast<std::size_t>(std::popcount(set)));
    }
    const CompleteBlock block = CompleteBlock::largest(has);
    EXPECT_EQ(block.rows.size() * block.columns.size(), most);
    for (const std::size_t row : block.rows) {
      for (const std::size_t column : block.columns) EXPECT_TRUE(has[row][column]);
    }
  }
}

TEST(ReplicateMeans, AreOverTheSameCombinations) {
  // Replicate 1 lacks the worse combination, 7: a mean of the other alone would look like a better replicate.
  const std::vector<ReplicateMeans::Trial> trials = {{0, 3}, {0, 7}, {1, 3}, {2, 7}, {2, 3}};
  const ReplicateMeans means(trials);
  EXPECT_EQ(means.of(std::vector<double>{0.9, 0.5, 0.8, 0.6, 0.8}), (std::vector<double>{0.7, 0.7}));
  EXPECT_EQ(means.left_out(), 1U);
  EXPECT_EQ(means.trials()[1], (Places{3, 4}));
}

/// The report's student at SNR 100 in two variants: replicates 0 and 1 of both, replicate 2 of the first.
Observations two_variants() {
  Observations seen;
  seen.architectures = {"student"};
  seen.snrs = {100};
  seen.samplings = {{"every-10", 96}};
  seen.variants = {"data.limit_percent 20", "data.limit_percent 50"};
  const auto add = [&](std::size_t variant, double replicate, double accuracy) {
    Observation trial;
    trial.variant = variant;
    trial.replicate = replicate;
    trial.accuracy = accuracy;
    trial.test_samples = 400;
    trial.best_accuracy = variant == 0 ? 0.99 : 0.89;
    seen.trials.push_back(trial);
  };
  add(0, 0, 0.97);
  add(1, 0, 0.83);
  add(0, 1, 0.95);
  add(1, 1, 0.81);
  add(0, 2, 0.96);
  return seen;
}

TEST(ReportTable, AveragesVariantsWithinReplicates) {
  const ReportTable table(two_variants());
  const ReportTable::Line& line = table.lines[5];
  ASSERT_TRUE(line.ours);
  EXPECT_EQ(line.ours->n, 2U);  // not five trials that were independent
  EXPECT_NEAR(line.ours->mean, 0.89, 1e-12);
  EXPECT_NEAR(line.ours->sd, 0.02 / std::sqrt(2), 1e-12);
  EXPECT_NEAR(line.best_accuracy, 0.94, 1e-12);
  EXPECT_NE(table.pooled.find("1 trial left out"), std::string::npos) << table.pooled;
}

TEST(RocAverage, AveragesVariantsWithinReplicates) {
  const TemporaryFolder folder;
  const std::string path = folder / "results.h5";
  const sweep::Study study =
      samples::study("name: r\nseed: 1\nfactors: {data.limit_percent: [20, 50], replicate: 2}\n");
  const sweep::Grid grid(study);
  results::ResultsFile::create(path, study, grid, {0, 4, 2});
  std::vector<Observation> trials;
  {
    results::ResultsFile writer(path, results::Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      sweep::TrialRecord record = samples::record(grid, {i});
      const bool is_first = grid.settings({i}).number("data.limit_percent") == 20;
      record.predictions.labels = {0, 0, 1, 1};
      record.predictions.splits = {1, 1, 1, 1};
      // Scores 1, 2, 3, 4 rank all pairs right; 4, 3, 2, 1 none.
      for (const float score : {1.F, 2.F, 3.F, 4.F}) {
        record.predictions.logits.push_back(0);
        record.predictions.logits.push_back(is_first ? score : -score);
      }
      writer.write({i}, record);
      Observation trial;
      trial.row = {i};
      trial.variant = is_first ? 0 : 1;
      trial.replicate = grid.settings({i}).number("replicate");
      trials.push_back(trial);
    }
  }
  const results::ResultsFile file(path, results::Access::READ);
  std::vector<const Observation*> all;
  for (const Observation& trial : trials) all.push_back(&trial);
  const auto average = results::RocAverage::of(file, all);
  EXPECT_EQ(average.area.n, 2U);
  EXPECT_NEAR(average.area.mean, 0.5, 1e-12);
  EXPECT_NEAR(average.area.sd, 0, 1e-12);  // between replicates, not variants
  EXPECT_NEAR(average.at[50].least, 0.5, 1e-12);
  EXPECT_NEAR(average.at[50].most, 0.5, 1e-12);
}

}  // namespace
