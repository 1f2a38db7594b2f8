#include "results/answers/chance_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "draws.hpp"
#include "results/answers/chance_check_text.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::ChanceCheck;
using results::ChanceChecks;
using results::ChanceReplicate;
using results::ChanceVerdict;
using results::Observations;
using testing::HasSubstr;

/// A test set of 400 and what a network made of it.
ChanceReplicate seen(std::size_t different, std::size_t called, std::size_t right, std::size_t of = 400) {
  return {0, {right, of}, {of, different, called, right}};
}

ChanceCheck checked(std::vector<ChanceReplicate> replicates) {
  ChanceCheck check;
  check.replicates = std::move(replicates);
  return ChanceChecks(std::vector<ChanceCheck>{check}).checks.front();
}

TEST(ChanceCheck, BalancedTestSetsAndChance) {
  // A network that says Different for 3 of 4 samples, on balanced test sets: no matter.
  const ChanceCheck check = checked({seen(200, 300, 204), seen(200, 290, 190), seen(200, 310, 202)});
  EXPECT_EQ(check.verdict, ChanceVerdict::CHANCE);
  EXPECT_EQ(check.right.count, 596U);
  EXPECT_EQ(check.right.of, 1200U);
  EXPECT_DOUBLE_EQ(check.expected_accuracy, 0.5);
  EXPECT_DOUBLE_EQ(check.called_different.share(), 0.75);
  EXPECT_GT(check.called_different.low, 0.7);
  EXPECT_DOUBLE_EQ(check.least_called, 0.725);
  EXPECT_DOUBLE_EQ(check.most_called, 0.775);
  EXPECT_EQ(check.spread.degrees_of_freedom, 2U);
}

TEST(ChanceCheck, AnImbalancedTestSetAndAPreferenceAreNoKnowledge) {
  // Always Different, where 46 % are: 46 % right, and nothing learned.
  const ChanceCheck check = checked({seen(184, 400, 184), seen(184, 400, 184), seen(184, 400, 184)});
  EXPECT_LT(check.p_half, 0.05);
  EXPECT_EQ(check.permutation.p, 1);
  EXPECT_EQ(check.verdict, ChanceVerdict::TEST_SET_IMBALANCED);
  EXPECT_NEAR(check.expected_accuracy, 0.46, 1e-12);
  // It scatters less than coins do.
  EXPECT_GT(check.spread.p_more, 0.99);
}

TEST(ChanceCheck, ABalancedTestSetIsNotCalledImbalanced) {
  // 218 of 480: just below 5 % of coins, and not when labels are permuted.
  const ChanceCheck check = checked({seen(240, 240, 218, 480)});
  EXPECT_LT(check.p_half, 0.05);
  EXPECT_GT(check.permutation.p, 0.05);
  EXPECT_EQ(check.verdict, ChanceVerdict::CHANCE);
  // Nor where the imbalance explains half a point of four and a half.
  const ChanceCheck little = checked({seen(216, 264, 218, 480)});
  EXPECT_NEAR(little.expected_accuracy, 0.495, 1e-12);
  EXPECT_GT(little.permutation.p, 0.05);
  EXPECT_EQ(little.verdict, ChanceVerdict::CHANCE);
}

TEST(ChanceCheck, ALeakIsBetterThanChance) {
  const ChanceCheck better = checked({seen(200, 200, 240), seen(200, 200, 230)});
  EXPECT_EQ(better.verdict, ChanceVerdict::BETTER_THAN_CHANCE);
  EXPECT_EQ(checked({seen(200, 200, 160), seen(200, 200, 170)}).verdict, ChanceVerdict::WORSE_THAN_CHANCE);
}

TEST(ChanceCheck, WithoutPredictionsThereIsNoReason) {
  const ChanceCheck check = checked({{0, {160, 400}, {}}, {1, {170, 400}, {}}});
  EXPECT_FALSE(check.has_predictions);
  EXPECT_EQ(check.verdict, ChanceVerdict::NOT_ONE_HALF);
  EXPECT_EQ(checked({{0, {201, 400}, {}}}).verdict, ChanceVerdict::CHANCE);
}

TEST(ChanceCheck, ManyChecksOfCoinsRarelyFindAnything) {
  // 3 checks of 2 replicates each; Holm keeps any false verdict to 1 file of 20.
  Draws draws(23);
  const auto half = [&] { return static_cast<std::size_t>(draws.binomial(40, 0.5)); };
  constexpr int kFiles = 1000;  // 10 % instead of 5 would be five of its standard errors away
  int wrong = 0;
  for (int file = 0; file < kFiles; ++file) {
    std::vector<ChanceCheck> checks(3);
    for (ChanceCheck& check : checks) {
      for (int r = 0; r < 2; ++r) {
        const std::size_t hits = half();      // Different and called so
        const std::size_t mistakes = half();  // Same, and called Different
        check.replicates.push_back(seen(40, hits + mistakes, hits + 40 - mistakes, 80));
      }
    }
    const ChanceChecks judged(std::move(checks));
    for (const ChanceCheck& check : judged.checks) {
      if (check.verdict == ChanceVerdict::CHANCE) continue;
      ++wrong;
      break;
    }
  }
  EXPECT_LE(wrong, 0.05 * kFiles + 3 * std::sqrt(0.05 * 0.95 * kFiles));
}

TEST(ChanceCheck, TheReportsNumbersAreChance) {
  const auto published = results::published_at_snr_zero();
  ASSERT_EQ(published.size(), 2U);
  EXPECT_DOUBLE_EQ(published[0].right.share(), 0.4625);
  EXPECT_DOUBLE_EQ(published[1].right.share(), 0.4525);
  // As in test_exact_counts.cpp, by Python's whole numbers and by bisection of sums of the binomial
  // distribution.
  EXPECT_NEAR(published[0].p_half, 0.14696573838544713, 1e-10);
  EXPECT_NEAR(published[1].p_half, 0.06417882179584522, 1e-10);
  EXPECT_NEAR(published[0].right.low, 0.4128244, 1e-7);
  EXPECT_NEAR(published[0].right.high, 0.5127344, 1e-7);
  EXPECT_NEAR(published[1].right.low, 0.4029820, 1e-7);
  EXPECT_NEAR(published[1].right.high, 0.5027258, 1e-7);
  EXPECT_EQ(sentence(published[0]),
            "The report's teacher at SNR 0: right for 185 of 400 (46.25 %, 95 % interval 41.3 to 51.3 %); p "
            "against "
            "1/2: 0.147 (exact binomial), so that it agrees with chance.");
}

class FakeSimulator final : public results::Simulator {
 public:
  std::optional<results::DataFacts> facts(sweep::TrialId) const override { return std::nullopt; }
};

TEST(ChanceCheck, ReadsPredictionsOfTheTestSamples) {
  const TemporaryFolder folder;
  const std::string path = folder / "results.h5";
  const sweep::Study study = samples::study(
      "name: f\nseed: 1\nfactors: {data.snr: [100, 0], model.architecture: [student, mlp], replicate: 2}\n");
  const sweep::Grid grid(study);
  results::ResultsFile::create(path, study, grid, {0, 8, 2});
  {
    results::ResultsFile writer(path, results::Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      sweep::TrialRecord record = samples::record(grid, {i});
      const bool is_student = grid.settings({i})["model.architecture"].text() == "student";
      // Four training samples, which must not count, and four test samples, of which one is called Different.
      record.predictions.labels = {1, 1, 1, 1, 0, 1, 1, 0};
      record.predictions.splits = {0, 0, 0, 0, 1, 1, 1, 1};
      if (is_student) record.predictions.logits = {0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 2, 1, 0, 3, 0};
      if (!is_student) record.predictions = {};
      record.metrics[sweep::Metric::TEST_SAMPLES] = 4;
      record.metrics[sweep::Metric::TEST_ACCURACY] = 0.75;
      writer.write({i}, record);
    }
  }
  results::ResultsFile file(path, results::Access::READ);
  const Observations observations(file, FakeSimulator());
  const ChanceChecks checks(file, observations);
  ASSERT_EQ(checks.checks.size(), 2U);
  const ChanceCheck& student = checks.checks[0];
  EXPECT_EQ(observations.architectures[student.architecture], "student");
  EXPECT_TRUE(student.has_predictions);
  ASSERT_EQ(student.replicates.size(), 2U);
  EXPECT_EQ(student.replicates[0].called.total, 4U);
  EXPECT_EQ(student.replicates[0].called.different, 2U);
  EXPECT_EQ(student.replicates[0].called.called_different, 1U);
  EXPECT_EQ(student.replicates[0].called.right, 3U);
  EXPECT_EQ(student.right.count, 6U);
  EXPECT_FALSE(checks.checks[1].has_predictions);
  EXPECT_THAT(sentence(student, observations),
              HasSubstr("At SNR 0 the student was right for 6 of 8 (75.00 %"));
  EXPECT_THAT(sentence(student, observations), HasSubstr(" over 2 replicates; p against"));
  results::ChanceCheck single = student;
  single.replicates.resize(1);
  single.verdict = ChanceVerdict::BETTER_THAN_CHANCE;
  EXPECT_THAT(sentence(single, observations), HasSubstr(" over 1 replicate; p against"));
  EXPECT_THAT(sentence(single, observations), HasSubstr("fewer than 5 of 100 studies: look for a leak"));
  EXPECT_THAT(sentence(student, observations), HasSubstr("its preference does not matter"));
  const results::TableLines table = table_of(checks, observations);
  ASSERT_EQ(table.lines.size(), 3U);
  for (const auto& line : table.lines) EXPECT_EQ(line.size(), table.alignment.size());
}

}  // namespace
