// Figures of a spectra study: the numbers beside them are those of the records, scripts draw the same figure
// again.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <regex>
#include <set>

#include "csv_reader.hpp"
#include "results/answers/report_table.hpp"
#include "results/csv_lines.hpp"
#include "results/figures/cividis.hpp"
#include "results/figures/figure.hpp"
#include "results/statistics/roc_curve.hpp"
#include "spectra_samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::FigureSource;
using results::ResultsFile;
using testing::ElementsAre;
using testing::HasSubstr;

class SpectraFiguresTest : public testing::Test {
 protected:
  ResultsFile file(std::uint32_t without_from = 1000) const {
    std::filesystem::remove(path_);
    ResultsFile::create(path_, study_, grid_, spectra_samples::kShape);
    ResultsFile writer(path_, Access::WRITE);
    for (std::uint32_t i = 0; i < std::min<std::size_t>(without_from, grid_.size()); ++i)
      writer.write({i}, spectra_samples::record(grid_, {i}));
    return {path_, Access::READ};
  }
  FigureSource source(const ResultsFile& results) const { return {results, bounds_, grid_}; }
  /// The lines of a figure's numbers.
  auto numbers(const FigureSource& source, const std::string& figure) const {
    results::draw(source, figure, folder_ / (figure + ".svg"), {}, results::Beside::DATA);
    return read_csv(read_text(folder_ / (figure + ".csv")));
  }
  /// Of the trials of a cell.
  template <class Value>
  std::vector<double> trials(const std::map<std::string, std::string>& cell, const Value& value) const {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < grid_.size(); ++i) {
      const sweep::Settings settings = grid_.settings({i});
      if (settings.text("model.architecture") == cell.at("architecture") &&
          settings.number("data.snr") == number(cell.at("snr")) &&
          spectra_samples::reduction_of(settings) == number(cell.at("data_reduction")))
        values.push_back(value(settings, i));
    }
    return values;
  }
  static double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  sweep::Study study_ = spectra_samples::study();
  sweep::Grid grid_{study_};
  spectra_samples::Bounds bounds_{grid_};
};

const std::vector<std::string> kAll = {
    "accuracy-vs-reduction", "accuracy-heatmap", "comparison", "report-table",
    "learning-curves",       "confusion",        "roc",        "schedule"};

TEST_F(SpectraFiguresTest, AllAreListedAndTheirScriptsDrawThemOnceMore) {
  const ResultsFile results = file();
  std::vector<std::string> listed;
  for (const results::Figure& figure : results::figures(source(results))) listed.push_back(figure.name);
  EXPECT_EQ(listed, kAll);
  for (const std::string& name : listed) {
    const std::string caption =
        results::draw(source(results), name, folder_ / (name + ".svg"), {}, results::Beside::DATA);
    EXPECT_FALSE(caption.empty());
    const std::string first = read_text(folder_ / (name + ".svg"));
    std::filesystem::remove(folder_ / (name + ".svg"));
    EXPECT_EQ(std::system(("cd '" + folder_ / "" + "' && gnuplot " + name + ".gp").c_str()), 0) << name;
    EXPECT_EQ(read_text(folder_ / (name + ".svg")), first) << name;
    EXPECT_GE(read_csv(read_text(folder_ / (name + ".csv"))).size(), 4U) << name;
    results::draw(source(results), name, folder_ / (name + ".pdf"));
    results::draw(source(results), name, folder_ / (name + ".png"));
    EXPECT_GT(std::filesystem::file_size(folder_ / (name + ".pdf")), 4000U);
    EXPECT_GT(std::filesystem::file_size(folder_ / (name + ".png")), 8000U);
  }
}

/// Files are long: a failure is not to print them.
bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A text's place and extent, as wide as its characters are on average.
struct Written {
  std::string text;
  double left = 0;
  double right = 0;
  double y = 0;
};

std::vector<Written> texts_of(const std::string& svg) {
  static const std::regex pattern(
      "translate\\(([-0-9.]+),([-0-9.]+)\\)(?: rotate\\(([-0-9.]+)\\))?\"[^>]*text-anchor=\"(\\w+)\">\\s*"
      "<text>(?:<tspan[^>]*>)?([^<]*)<");
  std::vector<Written> texts;
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), pattern); at != std::sregex_iterator(); ++at) {
    const std::smatch& found = *at;
    const double width = found[3].matched ? 0 : 4.3 * static_cast<double>(found[5].str().size());
    const double x = std::stod(found[1]);
    const double left = found[4] == "start" ? x : found[4] == "end" ? x - width : x - width / 2;
    texts.push_back({found[5], left, left + width, std::stod(found[2])});
  }
  return texts;
}

TEST_F(SpectraFiguresTest, NoTextLeavesTheFigureOrRunsIntoAnother) {
  const ResultsFile results = file();
  for (const std::string& name : kAll) {
    const std::string out = folder_ / (name + ".svg");
    results::draw(source(results), name, out);
    const std::string svg = read_text(out);
    std::smatch size;
    ASSERT_TRUE(std::regex_search(svg, size, std::regex("viewBox=\"0 0 (\\d+) (\\d+)\"")));
    const std::vector<Written> texts = texts_of(svg);
    EXPECT_GE(texts.size(), 8U) << name;
    EXPECT_LE(std::stod(size[1]), 7.05 * 72) << name;
    for (const Written& text : texts) {
      EXPECT_GE(text.left, -1) << name << ": " << text.text;
      EXPECT_LE(text.right, std::stod(size[1]) + 1) << name << ": " << text.text;
      EXPECT_GE(text.y, 4) << name << ": " << text.text;
      EXPECT_LE(text.y, std::stod(size[2])) << name << ": " << text.text;
      for (const Written& other : texts) {
        if (&other == &text || text.text.empty() || other.text.empty()) continue;
        const bool apart =
            std::abs(text.y - other.y) > 6 || text.right <= other.left + 1 || other.right <= text.left + 1;
        EXPECT_TRUE(apart) << name << ": " << text.text << " and " << other.text;
      }
    }
  }
}

TEST_F(SpectraFiguresTest, AccuraciesAreTheTrials) {
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

TEST_F(SpectraFiguresTest, EnoughDataAreRinged) {
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

TEST_F(SpectraFiguresTest, CellsThatWereNotTestedAreHatched) {
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

TEST_F(SpectraFiguresTest, TheTeacherStandsBesideTheStudentEverywhere) {
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

TEST_F(SpectraFiguresTest, TheReportsTableStandsBesideOurs) {
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

TEST_F(SpectraFiguresTest, LearningCurvesSkipEpochsThatWereNotEvaluated) {
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

TEST_F(SpectraFiguresTest, ConfusionIsCounted) {
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

TEST_F(SpectraFiguresTest, AreaUnderTheRocIsTheShareOfPairsThatAreRankedRight) {
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

TEST(RocCurveTest, PointsAndTies) {
  // Scores 3+ 2+ 2- 1-: the tie is a slanted step. 3.5 of 4 pairs are ranked right.
  const std::vector<double> scores = {1, 3, 2, 2};
  const std::vector<unsigned char> positive = {0, 1, 1, 0};
  const results::RocCurve curve(scores, positive);
  EXPECT_DOUBLE_EQ(curve.area, 3.5 / 4);
  ASSERT_EQ(curve.points.size(), 4U);
  EXPECT_DOUBLE_EQ(curve.true_rate_at(0), 0.5);
  EXPECT_DOUBLE_EQ(curve.true_rate_at(0.25), 0.75);
  EXPECT_DOUBLE_EQ(curve.true_rate_at(1), 1);
  const std::vector<unsigned char> all = {1, 1, 1, 1};
  EXPECT_TRUE(std::isnan(results::RocCurve(scores, all).area));
}

TEST_F(SpectraFiguresTest, WhatIsMissingIsSaidInOneLineAndNothingIsWritten) {
  const auto refusal = [&](const ResultsFile& results, const std::string& name) {
    try {
      results::draw(results, name, folder_ / "x.svg", {}, results::Beside::DATA);
    } catch (const sweep::InputError& error) {
      return std::string(error.what());
    }
    return std::string("(none)");
  };
  const ResultsFile empty = file(0);
  EXPECT_TRUE(results::figures(empty).empty());
  EXPECT_THAT(refusal(empty, "accuracy-heatmap"),
              HasSubstr("cannot give figure accuracy-heatmap: no trial is complete"));
  EXPECT_THAT(refusal(empty, "comparison"), HasSubstr("no trial is complete"));
  EXPECT_THAT(refusal(empty, "report-table"), HasSubstr("no complete trial of a teacher or student"));
  EXPECT_THAT(refusal(empty, "learning-curves"), HasSubstr("have no curves"));
  EXPECT_THAT(refusal(empty, "roc"), HasSubstr("have no predictions"));
  EXPECT_THAT(refusal(empty, "ranked-f1"), HasSubstr("takes a study of wells"));
  EXPECT_THAT(refusal(empty, "confusoin"), HasSubstr("did you mean 'confusion'?"));
  for (const char* ending : {"svg", "csv", "gp"})
    EXPECT_FALSE(std::filesystem::exists(folder_ / (std::string("x.") + ending)));
  // Half of the trials are enough for what they give.
  EXPECT_FALSE(results::figures(file(4)).empty());
}

TEST(CsvLinesTest, FieldsAreQuotedAndNumbersReadBackTheSame) {
  results::CsvLines csv({"a,b", "c"});
  csv.add("say \"x\"\ny", 0.1);
  csv.add("", std::nan(""));
  csv.add("1e300", 1.0 / 3);
  EXPECT_EQ(csv.text(), "\"a,b\",c\n\"say \"\"x\"\"\ny\",0.1\n,\n1e300,0.3333333333333333\n");
  EXPECT_EQ(number(read_csv(csv.text())[2].at("c")), 1.0 / 3);
}

TEST(CividisTest, GetsLighterEvenly) {
  // Lightness L* of CIE Lab, from sRGB.
  const auto lightness = [](unsigned colour) {
    const auto linear = [&](unsigned shift) {
      const double c = ((colour >> shift) & 0xFFU) / 255.0;
      return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
  };
  const double step = (lightness(results::cividis(1)) - lightness(results::cividis(0))) / 16;
  for (int i = 0; i < 16; ++i) {
    const double rise = lightness(results::cividis((i + 1) / 16.0)) - lightness(results::cividis(i / 16.0));
    EXPECT_NEAR(rise, step, 0.35 * step) << i;
  }
  EXPECT_EQ(results::cividis(-1), results::cividis(0));
  EXPECT_EQ(results::text_colour_on(0x00204C), 0xFFFFFFU);
  EXPECT_EQ(results::text_colour_on(0xFFE945), 0x000000U);
}

}  // namespace
