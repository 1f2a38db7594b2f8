#include "results/wells/paired_scores.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "results/statistics/friedman.hpp"
#include "results/statistics/wilcoxon_signed_rank.hpp"
#include "results/wells/paired_figure.hpp"
#include "temporary_folder.hpp"
#include "wells_samples.hpp"

namespace {

using results::PairedScores;
using results::Treatment;
using results::WellsStudy;
using testing::ElementsAre;
using testing::HasSubstr;
using wells_samples::names;
using wells_samples::votes;

constexpr const char* kFactors =
    "data.readout: [a, b, c, d, e, f, g], model.architecture: [cnn_wide, cnn_deep], "
    "data.augmentation: [none, both, all], replicate: 2";
const std::vector<std::string> kReadouts = {"a", "b", "c", "d", "e", "f", "g"};
const std::vector<std::string> kArchitectures = {"cnn_wide", "cnn_deep"};
const std::vector<std::string> kAugmentations = {"none", "both", "all"};

/// Any numbers, all different.
double f1_of(const std::string& readout, const std::string& architecture, const std::string& augmentation,
             int replicate) {
  const double r = readout[0] - 'a';
  const double augmented = augmentation == "none" ? 0 : augmentation == "both" ? 0.031 : 0.052;
  return 0.5 + 0.05 * r + (architecture == "cnn_deep" ? 0.013 * (r - 2.5) : 0) + augmented * std::cos(r) +
         0.004 * replicate;
}

bool waits(const std::string& readout, const std::string& architecture, const std::string& augmentation) {
  if (readout == "e") return architecture == "cnn_deep" && augmentation == "both";  // one of two is whole
  return readout == "f" && augmentation == "all";                                   // neither is
}

class PairedScoresTest : public testing::Test {
 protected:
  static sweep::TrialRecord of(const sweep::Settings& settings) {
    const std::string& readout = settings.text("data.readout");
    const std::string& architecture = settings.text("model.architecture");
    const std::string& augmentation = settings.text("data.augmentation");
    if (readout == "g") return wells_samples::pruned("all values are the same");
    if (waits(readout, architecture, augmentation)) return {};
    sweep::TrialRecord record = wells_samples::record(votes(5, 5, 5, 5, 20));
    record.metrics[sweep::Metric::TEST_F1] =
        f1_of(readout, architecture, augmentation, static_cast<int>(settings.number("replicate")));
    return record;
  }

  TemporaryFolder folder_;
  WellsStudy study_{wells_samples::file(folder_ / "r.h5", wells_samples::study(kFactors), names(20), of)};
};

TEST_F(PairedScoresTest, AugmentationsAreMeansOverWhatWasTriedWithAllOfThem) {
  const PairedScores scores = PairedScores::of(study_, Treatment::AUGMENTATION);
  EXPECT_EQ(scores.names, kAugmentations);
  EXPECT_THAT(scores.readouts, ElementsAre(0, 1, 2, 3, 4));
  EXPECT_EQ(scores.left_out, 1U);
  EXPECT_DOUBLE_EQ(scores.always_positive_f1, 2.0 / 3);
  std::vector<std::vector<double>> expected;
  for (std::size_t r = 0; r < 5; ++r) {
    std::vector<double> row;
    for (const std::string& augmentation : kAugmentations) {
      double sum = 0;
      for (const int replicate : {0, 1}) {
        sum += f1_of(kReadouts[r], "cnn_wide", augmentation, replicate) / 2;
        if (kReadouts[r] != "e") sum += f1_of(kReadouts[r], "cnn_deep", augmentation, replicate) / 2;
      }
      row.push_back(kReadouts[r] == "e" ? sum : sum / 2);
      EXPECT_NEAR(scores.f1[r][row.size() - 1], row.back(), 1e-12) << r << augmentation;
    }
    expected.push_back(row);
  }
  EXPECT_NEAR(scores.friedman.chi_square, results::friedman(expected).chi_square, 1e-9);
  EXPECT_EQ(scores.friedman.blocks, 5U);
  // Holm's correction of three pairs, by hand.
  std::vector<std::pair<double, std::size_t>> p;
  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<double> differences;
    for (const auto& row : expected)
      differences.push_back(row[scores.pairs[i].second] - row[scores.pairs[i].first]);
    p.emplace_back(results::wilcoxon_signed_rank(differences).p, i);
  }
  std::sort(p.begin(), p.end());
  double least = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    least = std::max(least, std::min(1.0, p[i].first * static_cast<double>(3 - i)));
    EXPECT_DOUBLE_EQ(scores.pairs[p[i].second].p, least);
  }
}

TEST_F(PairedScoresTest, ArchitecturesAreMeansOverAugmentations) {
  const PairedScores scores = PairedScores::of(study_, Treatment::ARCHITECTURE);
  EXPECT_EQ(scores.names, kArchitectures);
  EXPECT_THAT(scores.readouts, ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_EQ(scores.left_out, 0U);
  for (std::size_t r = 0; r < 6; ++r) {
    for (std::size_t a = 0; a < 2; ++a) {
      double sum = 0;
      double count = 0;
      for (const std::string& augmentation : kAugmentations) {
        // What one architecture lacks does not count for the other either.
        if (waits(kReadouts[r], "cnn_deep", augmentation)) continue;
        for (const int replicate : {0, 1}) {
          sum += f1_of(kReadouts[r], kArchitectures[a], augmentation, replicate);
          ++count;
        }
      }
      EXPECT_NEAR(scores.f1[r][a], sum / count, 1e-12) << r << " " << a;
    }
  }
}

TEST_F(PairedScoresTest, TheFigureShowsThem) {
  const PairedScores scores = PairedScores::of(study_, Treatment::ARCHITECTURE);
  const auto drawing =
      results::paired_figure(study_, Treatment::ARCHITECTURE, "x.svg", results::ImageFormat::SVG);
  for (const auto& row : scores.f1) {
    char line[80];
    std::snprintf(line, sizeof line, "\n1 %.6g\n2 %.6g\n\n", row[0], row[1]);
    EXPECT_THAT(drawing.script, HasSubstr(line));
  }
  EXPECT_THAT(drawing.caption, HasSubstr("a point per readout (n = 6)"));
  EXPECT_THAT(drawing.caption, HasSubstr("Friedman's test over readouts: chi-square"));
  EXPECT_THAT(drawing.caption, HasSubstr("not significant is not equal"));
  EXPECT_THAT(drawing.caption, HasSubstr("1 readout was dropped."));
  EXPECT_THAT(
      results::paired_figure(study_, Treatment::AUGMENTATION, "x.svg", results::ImageFormat::SVG).caption,
      HasSubstr("1 more readouts lack trials"));
}

}  // namespace
