#include "results/answers/paired_differences.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "results/answers/paired_differences_table.hpp"
#include "results/written_table.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Arm;
using results::Observations;
using results::PairedDifference;
using results::PairedDifferences;
using results::ResultsFile;
using testing::HasSubstr;
using testing::Not;

class NoSimulator final : public results::Simulator {
 public:
  std::optional<results::DataFacts> facts(sweep::TrialId) const override { return std::nullopt; }
};

class PairedDifferencesTest : public testing::Test {
 protected:
  /// Trials of 400 test samples with the accuracy that `accuracy` says; negative: the trial waits.
  template <class Accuracy>
  Observations observations(const std::string& factors, Accuracy accuracy) const {
    const sweep::Study study = samples::study("name: t\nseed: 1\nfactors: {" + factors + "}\n" + exclude_);
    const sweep::Grid grid(study);
    ResultsFile::create(path_, study, grid, {0, 0, 2});
    {
      ResultsFile writer(path_, results::Access::WRITE);
      for (std::uint32_t i = 0; i < grid.size(); ++i) {
        sweep::TrialRecord record = samples::record(grid, {i});
        record.metrics[sweep::Metric::TEST_ACCURACY] = accuracy(grid.settings({i}));
        if (record.metrics[sweep::Metric::TEST_ACCURACY] >= 0) writer.write({i}, record);
      }
    }
    return {ResultsFile(path_, results::Access::READ), NoSimulator()};
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  std::string exclude_;
};

constexpr const char* kThree =
    "data.snr: [100, 2], model.architecture: [student, distilled, mlp], data.sampling: [every-10], "
    "replicate: 3";

/// Replicates share their luck, which differences do not have.
double accuracy(const sweep::Settings& settings) {
  const double replicate = settings.number("replicate");
  const std::string architecture = settings.text("model.architecture");
  const double luck[] = {0.03, -0.02, 0, 0.01};
  double value = (settings.number("data.snr") == 100 ? 0.9 : 0.8) + luck[static_cast<int>(replicate)];
  if (architecture == "distilled") value += 0.02 + 0.005 * replicate;
  if (architecture == "mlp") value -= settings.number("data.snr") == 100 ? 0.05 : 0.01;
  return value;
}

TEST_F(PairedDifferencesTest, ArePairedByReplicate) {
  const Observations seen = observations(kThree, accuracy);
  const PairedDifferences differences = PairedDifferences::of(seen);
  // The teachers that distilled trials need are in the grid, but saw all data: an architecture of their own.
  const auto find = [&](const std::string& a, const std::string& b,
                        const std::vector<PairedDifference>& all) {
    std::vector<const PairedDifference*> found;
    for (const PairedDifference& d : all) {
      if (seen.architectures[d.a.architecture] == a && seen.architectures[d.b.architecture] == b) {
        found.push_back(&d);
      }
    }
    return found;
  };
  const auto cells = find("student", "distilled", differences.by_cell);
  ASSERT_EQ(cells.size(), 2U);
  // Differences −2, −2.5, −3 points: mean −2.5, sd 0.5.
  const results::PairedT& test = cells[0]->test;
  EXPECT_EQ(test.n, 3U);
  EXPECT_NEAR(test.mean, -0.025, 1e-12);
  EXPECT_NEAR(test.sd, 0.005, 1e-12);
  // Twice the area beyond t = √3 · 5 with 2 degrees of freedom: 1 − t/√(2 + t²).
  const double t = std::sqrt(3.0) * 5;
  EXPECT_NEAR(test.p, 1 - t / std::sqrt(2 + t * t), 1e-9);
  EXPECT_NEAR(test.high, -0.025 + 4.302653 * 0.005 / std::sqrt(3.0), 1e-8);
  EXPECT_EQ(cells[0]->replicates, (std::vector<double>{0, 1, 2}));

  const auto pooled = find("student", "mlp", differences.pooled);
  ASSERT_EQ(pooled.size(), 1U);
  EXPECT_EQ(pooled[0]->cells.size(), 2U);
  EXPECT_NEAR(pooled[0]->test.mean, 0.03, 1e-12);  // of 5 and 1 points
  EXPECT_NEAR(pooled[0]->mean_a, 0.85 + 0.01 / 3, 1e-12);
}

TEST_F(PairedDifferencesTest, HolmIsOverTheFamily) {
  const PairedDifferences differences = PairedDifferences::of(observations(kThree, accuracy));
  for (const auto* family : {&differences.pooled, &differences.by_cell}) {
    double least = 2;
    double least_holm = 2;
    for (const PairedDifference& d : *family) {
      least = std::min(least, d.test.p);
      least_holm = std::min(least_holm, d.p_holm);
      EXPECT_GE(d.p_holm, d.test.p);
    }
    EXPECT_NEAR(least_holm, std::min(1.0, least * static_cast<double>(family->size())), 1e-12);
  }
}

TEST_F(PairedDifferencesTest, ArmsHaveSamplingsOfTheirOwnWhereTheyShareNone) {
  exclude_ =
      "exclude:\n  - {model.architecture: teacher, data.sampling: every-10}\n"
      "  - {model.architecture: teacher, data.sampling: every-5}\n"
      "  - {model.architecture: student, data.sampling: full}\n";
  const Observations seen = observations(
      "data.snr: [100, 2], data.sampling: [full, every-10, every-5], model.architecture: [teacher, student], "
      "replicate: 3",
      [](const sweep::Settings& s) {
        const double gain = s.text("model.architecture") == "teacher" ? 0.04
                            : s.text("data.sampling") == "every-5"    ? 0.01
                                                                      : 0;
        return 0.8 + gain + 0.003 * s.number("replicate") * (gain > 0 ? 1 : 2);
      });
  const PairedDifferences differences = PairedDifferences::of(seen);
  ASSERT_EQ(differences.pooled.size(), 2U);  // teacher on everything, student on every tenth and every fifth
  EXPECT_EQ(differences.by_cell.size(), 4U);
  const PairedDifference& first = differences.pooled[0];
  ASSERT_TRUE(first.a.sampling && first.b.sampling);
  EXPECT_EQ(seen.samplings[*first.a.sampling].text, "full");
  EXPECT_EQ(seen.samplings[*first.b.sampling].text, "every-10");
  EXPECT_NEAR(first.test.mean, 0.04 - 0.003, 1e-12);
  EXPECT_THAT(written_table(pooled_differences_table(differences, seen), results::TableFormat::TEXT),
              HasSubstr("teacher (full cube)  student (every-10)  "));
  EXPECT_THAT(written_table(cell_differences_table(differences, seen), results::TableFormat::TEXT),
              HasSubstr("full cube / every-5"));
}

TEST_F(PairedDifferencesTest, MeansAreOverWhatIsCompleteTogether) {
  // mlp lacks replicate 1 at SNR 2 and all but replicate 3 at SNR 5: two cells with three replicates are
  // most.
  const Observations seen =
      observations("data.snr: [100, 2, 5], model.architecture: [student, mlp], replicate: 4",
                   [](const sweep::Settings& s) {
                     const double replicate = s.number("replicate");
                     const bool open = (s.number("data.snr") == 2 && replicate == 1) ||
                                       (s.number("data.snr") == 5 && replicate != 3);
                     const double better = s.number("data.snr") == 100 ? 0.05 : 0.01;
                     return s.text("model.architecture") == "student" ? 0.8 + better : open ? -1 : 0.8;
                   });
  const PairedDifferences differences = PairedDifferences::of(seen);
  ASSERT_EQ(differences.pooled.size(), 1U);
  const PairedDifference& pooled = differences.pooled[0];
  EXPECT_EQ(pooled.cells.size(), 2U);
  EXPECT_EQ(pooled.cells_left_out, 1U);
  EXPECT_EQ(pooled.replicates, (std::vector<double>{0, 2, 3}));
  EXPECT_EQ(pooled.replicates_left_out, 1U);
  EXPECT_EQ(pooled.test.n, 3U);
  EXPECT_NEAR(pooled.test.mean, 0.03, 1e-12);
  EXPECT_EQ(differences.by_cell[1].replicates, (std::vector<double>{0, 2, 3}));
  const results::TableLines table = pooled_differences_table(differences, seen);
  EXPECT_EQ(table.lines[1][2], "2 of 3");
  EXPECT_EQ(table.lines[1][3], "3 of 4");
  EXPECT_THAT(table.notes.back(), HasSubstr("the others are left out"));
}

TEST_F(PairedDifferencesTest, CellsWithoutACommonReplicateAreNotAveraged) {
  const Observations seen = observations(
      "data.snr: [100, 2], model.architecture: [student, mlp], replicate: 4", [](const sweep::Settings& s) {
        return (s.number("data.snr") == 100) == (s.number("replicate") < 2) ? accuracy(s) : -1;
      });
  const PairedDifferences differences = PairedDifferences::of(seen);
  EXPECT_EQ(differences.pooled[0].replicates, (std::vector<double>{0, 1}));
  EXPECT_EQ(differences.pooled[0].cells_left_out, 1U);
  EXPECT_EQ(differences.pooled[0].replicates_left_out, 2U);
  EXPECT_EQ(differences.pooled[0].test.n, 2U);
}

TEST_F(PairedDifferencesTest, TheTableNamesItsMethod) {
  const Observations seen = observations(kThree, accuracy);
  const PairedDifferences differences = PairedDifferences::of(seen);
  const std::string text =
      written_table(cell_differences_table(differences, seen), results::TableFormat::TEXT);
  EXPECT_THAT(text, HasSubstr("-2.5 [-3.7, -1.3]"));
  EXPECT_THAT(text, HasSubstr("not simultaneous"));
  EXPECT_THAT(text, HasSubstr("paired t"));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
}

TEST_F(PairedDifferencesTest, ASingleReplicateHasADifferenceOnly) {
  const Observations seen = observations("model.architecture: [student, mlp]",
                                         [](const sweep::Settings& s) { return accuracy(s); });
  const PairedDifferences differences = PairedDifferences::of(seen);
  ASSERT_EQ(differences.pooled.size(), 1U);
  EXPECT_TRUE(std::isnan(differences.pooled[0].p_holm));
  const std::string text =
      written_table(pooled_differences_table(differences, seen), results::TableFormat::MARKDOWN);
  EXPECT_THAT(text, HasSubstr("1 with a single replicate: no interval, no p"));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
}

}  // namespace
