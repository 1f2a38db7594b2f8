// The numbers beside the figures of a spectra study are those of the records.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "results/answers/report_table.hpp"
#include "spectra_figures_test.hpp"

namespace {

using results::FigureSource;
using results::ResultsFile;
using testing::ElementsAre;

class SpectraNumbersTest : public SpectraFiguresTest {};

TEST_F(SpectraNumbersTest, AccuraciesAreTheTrials) {
  const ResultsFile results = file();
  const auto lines = numbers(source(results), "accuracy-vs-reduction");
  ASSERT_EQ(lines.size(), 7U);  // teacher at 2 SNRs, student at 3 + 2
  for (const auto& line : lines) {
    const auto measured = trials(line, [](const sweep::Settings& settings, std::uint32_t) {
      return spectra_samples::accuracy_of(settings);
    });
    ASSERT_EQ(measured.size(), 3U);
    EXPECT_NEAR(number(line.at("test_accuracy")), mean(measured), 1e-12);
    EXPECT_NEAR(number(line.at("sd")), 0.01, 1e-12);
    EXPECT_LT(number(line.at("low_95")), mean(measured));
    EXPECT_GT(number(line.at("high_95")), mean(measured));
    EXPECT_FALSE(line.at("interval").empty());
    EXPECT_NEAR(number(line.at("best_accuracy")),
                spectra_samples::Bounds::of(number(line.at("snr")), number(line.at("data_reduction"))),
                1e-12);
    EXPECT_EQ(line.at("replicates"), "3");
  }
  const std::string svg = read_text(folder_ / "accuracy-vs-reduction.svg");
  for (const char* text : {"best possible", "95 % interval", "chance", "SNR", "student", ">111<"})
    EXPECT_TRUE(says(svg, text)) << text;
  EXPECT_FALSE(says(svg, "enough data"));  // 5 points are lost at a reduction of 96
  // Without a simulator nothing is said of what is possible.
  EXPECT_EQ(numbers(results, "accuracy-vs-reduction")[0].at("best_accuracy"), "");
  EXPECT_FALSE(says(read_text(folder_ / "accuracy-vs-reduction.svg"), "best possible"));
}

TEST_F(SpectraNumbersTest, EnoughDataAreRinged) {
  // With a margin of 20 points 96-fold data lose too little to matter, at either SNR.
  const ResultsFile results = file();
  FigureSource wide = source(results);
  results::MinimumOptions options;
  options.margin = 0.2;
  wide.set_minimum_options(options);
  std::vector<std::string> ringed;
  for (const auto& line : numbers(wide, "accuracy-vs-reduction")) {
    if (line.at("minimum_dataset") == "1")
      ringed.push_back(line.at("architecture") + " " + line.at("snr") + " " + line.at("data_reduction"));
  }
  EXPECT_THAT(ringed, ElementsAre("student 100 111", "student 2 96"));
  EXPECT_TRUE(says(read_text(folder_ / "accuracy-vs-reduction.svg"), "enough data"));
  EXPECT_TRUE(says(read_text(folder_ / "accuracy-vs-reduction.gp"), "20 points"));
}

TEST_F(SpectraNumbersTest, CellsThatWereNotTestedAreHatched) {
  const ResultsFile results = file();
  const auto lines = numbers(source(results), "accuracy-heatmap");
  EXPECT_EQ(lines.size(), 7U);
  const std::string script = read_text(folder_ / "accuracy-heatmap.gp");
  // SNR 100 is the upper row; the student has no 111-fold data at SNR 2; the teacher has its only column
  // whole.
  EXPECT_TRUE(says(script, "$missing0 << END\n# column, row\nEND"));
  EXPECT_TRUE(says(script, "$missing1 << END\n# column, row\n3 2\nEND"));
  const std::string svg = read_text(folder_ / "accuracy-heatmap.svg");
  EXPECT_TRUE(says(svg, "not tested"));
  for (const char* text : {"96.0", "81.0", "94.0", "89.2", "88.5", "79.0", "74.2"})
    EXPECT_TRUE(says(svg, std::string(">") + text + "<")) << text;
}

TEST_F(SpectraNumbersTest, TheTeacherStandsBesideTheStudentEverywhere) {
  const ResultsFile results = file();
  const auto lines = numbers(source(results), "comparison");
  std::set<std::string> seen;
  for (const auto& line : lines) {
    if (line.at("snr") == "100")
      seen.insert(line.at("panel_reduction") + " " + line.at("architecture") + " " +
                  line.at("data_reduction"));
    EXPECT_NEAR(number(line.at("test_accuracy")),
                mean(trials(line, [](const sweep::Settings& settings,
                                     std::uint32_t) { return spectra_samples::accuracy_of(settings); })),
                1e-12);
  }
  EXPECT_THAT(seen, ElementsAre("1 student 1", "1 teacher 1", "111 student 111", "111 teacher 1",
                                "96 student 96", "96 teacher 1"));
}

TEST_F(SpectraNumbersTest, TheReportsTableStandsBesideOurs) {
  const ResultsFile results = file();
  const auto lines = numbers(source(results), "report-table");
  ASSERT_EQ(lines.size(), 10U);
  const auto line = [&](const std::string& architecture, const std::string& snr) {
    return *std::find_if(lines.begin(), lines.end(), [&](const auto& l) {
      return l.at("architecture") == architecture && l.at("snr") == snr;
    });
  };
  // Exact binomial bounds of 383, 185 and 333 of 400, by summing and bisection in Python:
  //   cdf = lambda k, p: sum(comb(400, i) * p**i * (1 - p)**(400 - i) for i in range(k + 1))
  EXPECT_NEAR(number(line("teacher", "100").at("report_low_95")), 0.932823885561303, 1e-9);
  EXPECT_NEAR(number(line("teacher", "100").at("report_high_95")), 0.9750503807978852, 1e-9);
  EXPECT_NEAR(number(line("teacher", "0").at("report_low_95")), 0.41282443208912106, 1e-9);
  EXPECT_NEAR(number(line("student", "2").at("report_high_95")), 0.8677683189144294, 1e-9);
  EXPECT_EQ(line("student", "50").at("report_accuracy"), "0.9725");
  EXPECT_EQ(line("student", "50").at("test_accuracy"), "");
  EXPECT_NEAR(number(line("teacher", "100").at("test_accuracy")), 0.96, 1e-12);
  EXPECT_EQ(line("student", "100").at("sampling"), "every-10");
  EXPECT_NEAR(number(line("student", "100").at("test_accuracy")), 0.8925, 1e-12);
  const results::TableLines table =
      results::report_table_lines(results::ReportTable(source(results).observations()));
  ASSERT_EQ(table.lines.size(), 11U);
  EXPECT_EQ(table.lines[1][2], "95.75 [93.3, 97.5]");
  EXPECT_EQ(table.lines[1][5], "+0.2");
  EXPECT_EQ(table.lines[2][3], "not in this file");
  for (const auto& written : table.lines) EXPECT_EQ(written.size(), table.alignment.size());
}

TEST_F(SpectraNumbersTest, LearningCurvesSkipEpochsThatWereNotEvaluated) {
  const ResultsFile results = file();
  const auto lines = numbers(source(results), "learning-curves");
  std::set<std::string> test_epochs;
  for (const auto& line : lines) {
    if (line.at("curve") == "test_loss") test_epochs.insert(line.at("epoch"));
    EXPECT_NEAR(number(line.at("median")), 0.5 + 0.1 * (number(line.at("epoch")) - 1) + 0.01, 1e-6);
    EXPECT_NEAR(number(line.at("most")) - number(line.at("least")), 0.02, 1e-6);
    EXPECT_EQ(line.at("trials"), "3");
  }
  EXPECT_THAT(test_epochs, ElementsAre("2", "4"));
  EXPECT_EQ(lines.size(), 7U * (2 * 4 + 2 * 2));
}

TEST_F(SpectraNumbersTest, ConfusionIsCounted) {
  const ResultsFile results = file();
  const auto lines = numbers(source(results), "confusion");
  EXPECT_EQ(lines.size(), 7U * 4);
  for (const auto& line : lines) {
    const std::size_t truth = line.at("truth") == "Different" ? 1 : 0;
    const bool said = line.at("prediction") == "Different";
    const auto counted = trials(line, [&](const sweep::Settings& settings, std::uint32_t row) {
      double count = 0;
      for (std::size_t sample = 0; sample < spectra_samples::kShape.samples; sample += 2) {
        if (sample / 2 % 2 == truth && (spectra_samples::score_of(settings, row, sample) > 0) == said)
          ++count;
      }
      return count;
    });
    EXPECT_EQ(number(line.at("samples")), 3 * mean(counted));
    EXPECT_NEAR(number(line.at("share_of_truth")), mean(counted) / 20, 1e-12);
  }
}

TEST_F(SpectraNumbersTest, AreaUnderTheRocIsTheShareOfPairsThatAreRankedRight) {
  const ResultsFile results = file();
  const auto lines = numbers(source(results), "roc");
  EXPECT_EQ(lines.size(), 7U * 101);
  for (const auto& line : lines) {
    const auto areas = trials(line, [&](const sweep::Settings& settings, std::uint32_t row) {
      double right = 0;
      for (std::size_t positive = 2; positive < spectra_samples::kShape.samples; positive += 4) {
        for (std::size_t negative = 0; negative < spectra_samples::kShape.samples; negative += 4) {
          const double difference = spectra_samples::score_of(settings, row, positive) -
                                    spectra_samples::score_of(settings, row, negative);
          right += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        }
      }
      return right / 400;
    });
    EXPECT_NEAR(number(line.at("auc")), mean(areas), 1e-12);
    EXPECT_LE(number(line.at("least")), number(line.at("true_positive_rate")) + 1e-12);
    EXPECT_GE(number(line.at("most")), number(line.at("true_positive_rate")) - 1e-12);
  }
}

}  // namespace
