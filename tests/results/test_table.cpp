#include "results/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/answers/scatter_table.hpp"
#include "samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::ResultsFile;
using results::Summary;
using results::table;
using results::TableFormat;
using testing::HasSubstr;
using testing::Not;

class TableTest : public testing::Test {
 protected:
  /// A file in which replicate r of SNR s and either architecture has the accuracy that `accuracy` says;
  /// negative: the trial waits.
  template <class Accuracy>
  ResultsFile file(const std::string& text, Accuracy accuracy, const std::string& task = "spectra") const {
    sweep::Study study = samples::study(text);
    study.task = sweep::find_task(task).value();
    const sweep::Grid grid(study);
    ResultsFile::create(path_, study, grid, {0, 0, 2});
    ResultsFile writer(path_, Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      const sweep::Settings settings = grid.settings({i});
      const double value = accuracy(settings);
      if (value < 0) continue;
      sweep::TrialRecord record = samples::record(grid, {i});
      record.metrics[sweep::Metric::TEST_ACCURACY] = value;
      record.metrics[sweep::Metric::DATA_REDUCTION] =
          settings.number("data.snr") == 100 ? 1 : 95.923875432525952;
      writer.write({i}, record);
    }
    return {path_, Access::READ};
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
};

double by_snr_and_replicate(const sweep::Settings& settings) {
  return (settings.number("data.snr") == 100 ? 0.95 : 0.85) + 0.01 * settings.number("replicate");
}

constexpr const char* kTwoSnrs =
    "name: t\nseed: 1\nfactors: {data.snr: [100, 2], model.architecture: [student, mlp], replicate: 3}\n";

TEST_F(TableTest, TextIsAlignedAndInPercent) {
  const ResultsFile results = file(kTwoSnrs, by_snr_and_replicate);
  EXPECT_EQ(table(Summary(results), TableFormat::TEXT),
            "data.snr  model.architecture  test_accuracy (%)  n\n"
            "--------  ------------------  -----------------  -\n"
            "     100  student             96.0 [92.7, 97.8]  3\n"
            "     100  mlp                 96.0 [92.7, 97.8]  3\n"
            "       2  student             86.0 [83.3, 88.3]  3\n"
            "       2  mlp                 86.0 [83.3, 88.3]  3\n"
            "95 % intervals: score interval with Student's t over replicates.\n"
            "Task: data.limit_percent 50, data.threshold_percent 10, data.difference maximum.\n");
}

TEST_F(TableTest, MarkdownAndLatex) {
  const ResultsFile results = file(kTwoSnrs, by_snr_and_replicate);
  const Summary summary(results, {"data_reduction"}, "test_accuracy");
  EXPECT_EQ(table(summary, TableFormat::MARKDOWN),
            "| data_reduction | test_accuracy (%) |   n |\n"
            "|---------------:|-------------------|----:|\n"
            "|              1 | 96.0 [92.7, 97.8] |   3 |\n"  // of a replicate's architectures the mean
            "|          95.92 | 86.0 [83.3, 88.3] |   3 |\n"
            "\n"
            "95 % intervals: score interval with Student's t over replicates. Task: data.limit_percent 50, "
            "data.threshold_percent 10, data.difference maximum. Averaged over the levels of "
            "model.architecture within "
            "each replicate.\n");
  const std::string latex = table(summary, TableFormat::LATEX);
  EXPECT_THAT(latex, HasSubstr("data\\_reduction & test\\_accuracy (\\%) & n \\\\\n\\midrule\n"));
  EXPECT_THAT(latex, HasSubstr("95.92 & 86.0 [83.3, 88.3]"));
}

TEST_F(TableTest, CsvKeepsEveryDigitAndQuotes) {
  const ResultsFile results = file(
      "name: t\nseed: 1\nfactors: {data.sampling: [full, {waiting_times: 3, parts: real}], replicate: 2}\n",
      [](const sweep::Settings& s) { return s.number("replicate") == 0 ? 0.1 : 1.0 / 3; });
  const std::string csv = table(Summary(results), TableFormat::CSV);
  EXPECT_THAT(csv, HasSubstr("data.sampling,n,mean,sd,low,high\nfull,2,0.21666666666666667,0.1649915822768"));
  EXPECT_THAT(csv, HasSubstr("\"{parts: real, waiting_times: 3}\",2,"));
  EXPECT_THAT(csv, Not(HasSubstr("95 %")));
}

TEST_F(TableTest, OnlyCompleteTrialsCount) {
  const ResultsFile results = file(kTwoSnrs, [](const sweep::Settings& s) {
    return s.number("data.snr") == 2 && s.number("replicate") > 0 ? -1 : by_snr_and_replicate(s);
  });
  const std::string text = table(Summary(results, {"data.snr"}, "test_accuracy"), TableFormat::TEXT);
  EXPECT_THAT(text, HasSubstr("96.0 [92.7, 97.8]  3\n"));
  EXPECT_THAT(text, HasSubstr("85.0 [81.2, 88.2]  1\n"));  // two trials of one replicate: 340 of 400
  EXPECT_THAT(text, HasSubstr("From the 8 of 12 trials that are complete."));
}

TEST_F(TableTest, ReplicatesOfALineAreMeansOverTheSameLevels) {
  // Of replicate 1 only SNR 100 is there: a mean of it alone would seem to be ten points better.
  const ResultsFile results = file(
      "name: t\nseed: 1\nfactors: {model.architecture: [student, mlp], data.snr: [100, 50, 2], replicate: "
      "3}\n",
      [](const sweep::Settings& s) {
        return s.number("data.snr") != 100 && s.number("replicate") == 1
                   ? -1
                   : 0.75 + 0.002 * s.number("data.snr") + 0.01 * s.number("replicate");
      });
  const Summary summary(results, {"model.architecture"}, "test_accuracy");
  ASSERT_EQ(summary.cells().size(), 2U);
  EXPECT_EQ(summary.cells()[0].interval.n, 2U);
  EXPECT_NEAR(summary.cells()[0].interval.mean, 0.75 + 0.002 * 152 / 3 + 0.01, 1e-12);
  EXPECT_NEAR(summary.cells()[0].interval.sd, 0.02 / std::sqrt(2), 1e-12);
  EXPECT_EQ(summary.left_out(), 2U);
  EXPECT_THAT(table(summary, TableFormat::TEXT),
              HasSubstr("Replicates with unequal trials in 2 lines: 2 trials left out there"));
}

TEST_F(TableTest, ASingleReplicateGetsAWilsonInterval) {
  const ResultsFile results =
      file("name: t\nseed: 1\nfactors: {data.snr: [100, 2]}\n", [](const sweep::Settings&) { return 0.95; });
  const std::string text = table(Summary(results), TableFormat::TEXT);
  EXPECT_THAT(text, HasSubstr("95.0 [92.4, 96.7]"));  // 380 of 400
  EXPECT_THAT(text, HasSubstr("Wilson score over the test samples"));
  EXPECT_THAT(table(Summary(results, {}, "test_loss"), TableFormat::TEXT),
              HasSubstr("none for a single replicate"));
  EXPECT_THAT(table(Summary(results, {}, "test_loss"), TableFormat::CSV), HasSubstr("100,1,0.53,,,\n"));
}

TEST_F(TableTest, ScatterHasParts) {
  const ResultsFile results =
      file("name: t\nseed: 1\nfactors: {data.snr: [100, 2], replicate: 3}\n", [](const sweep::Settings& s) {
        const double step = s.number("data.snr") == 100 ? 0.03 : 0.01;
        return 0.9 + step * (s.number("replicate") - 1);
      });
  const results::TableLines table = results::scatter_table(Summary(results));
  ASSERT_EQ(table.lines.size(), 3U);
  // 400 samples at 90 %: 1.5 points; √(3² − 1.5²) = 2.6, and 1 is less than 1.5.
  EXPECT_EQ(table.lines[1], (results::TableLines::Line{"100", "90.0", "3", "400", "3.0", "1.5", "2.6"}));
  EXPECT_EQ(table.lines[2], (results::TableLines::Line{"2", "90.0", "3", "400", "1.0", "1.5", "0.0"}));
  EXPECT_EQ(results::scatter_table(Summary(results, {}, "test_loss")).lines.size(), 1U);
}

TEST_F(TableTest, OtherMetricsAndWellsHaveStudentsInterval) {
  // A loss is no share, and a study of wells tests all replicates on the same wells.
  const ResultsFile spectra = file(kTwoSnrs, by_snr_and_replicate);
  const std::string loss = table(Summary(spectra, {}, "test_loss"), TableFormat::LATEX);
  EXPECT_THAT(loss, HasSubstr("Student t over replicates."));
  EXPECT_THAT(loss, HasSubstr(" $\\pm$ "));
  std::filesystem::remove(path_);
  const ResultsFile wells = file(kTwoSnrs, by_snr_and_replicate, "wells");
  EXPECT_THAT(table(Summary(wells), TableFormat::TEXT), HasSubstr("96.0 ± 2.5"));
}

TEST_F(TableTest, TheRingVariesOrIsLeftOut) {
  const auto ring = [&](const std::string& task) {
    std::filesystem::remove(path_);
    return Summary(file(
                       "name: t\nseed: 1\nfactors: {data.limit_percent: [20, 50]}\n",
                       [](const sweep::Settings&) { return 0.9; }, task))
        .ring();
  };
  EXPECT_EQ(ring("spectra"), "data.limit_percent varies, data.threshold_percent 10, data.difference maximum");
  EXPECT_EQ(ring("wells"), "");
}

TEST_F(TableTest, UnknownWordsSuggestTheNearest) {
  const ResultsFile results = file(kTwoSnrs, by_snr_and_replicate);
  const auto message = [&](const std::vector<std::string>& by, const std::string& metric) -> std::string {
    try {
      const Summary summary(results, by, metric);
    } catch (const sweep::InputError& error) {
      return error.what();
    }
    return "(none)";
  };
  EXPECT_THAT(message({"data.snt"}, "test_accuracy"), HasSubstr("did you mean 'data.snr'?"));
  EXPECT_THAT(message({"data_reductoin"}, "test_accuracy"), HasSubstr("did you mean 'data_reduction'?"));
  EXPECT_THAT(message({}, "test_acuracy"), HasSubstr("did you mean 'test_accuracy'?"));
  EXPECT_EQ(results::parse_table_format("csv"), TableFormat::CSV);
  EXPECT_THROW(results::parse_table_format("cvs"), sweep::InputError);
}

}  // namespace
