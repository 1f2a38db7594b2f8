#include "results/figures/figure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "results/figures/gnuplot.hpp"
#include "samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::ResultsFile;
using sweep::InputError;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class FigureTest : public testing::Test {
 protected:
  ResultsFile file(const std::string& factors) const {
    const sweep::Study study = samples::study("name: f\nseed: 1\nfactors: {" + factors + "}\n");
    const sweep::Grid grid(study);
    const std::string path = folder_ / "results.h5";
    std::filesystem::remove(path);
    ResultsFile::create(path, study, grid, {0, 0, 2});
    ResultsFile writer(path, Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      const sweep::Settings settings = grid.settings({i});
      const double snr = settings.number("data.snr");
      const double reduction = settings["data.sampling"].text() == "full" ? 1 : 95.9239;
      sweep::TrialRecord record = samples::record(grid, {i});
      record.metrics[sweep::Metric::TEST_ACCURACY] =
          (snr == 0 ? 0.48 : 0.93) + 0.01 * settings.number("replicate") - 0.0003 * reduction;
      record.metrics[sweep::Metric::DATA_REDUCTION] = reduction;
      writer.write({i}, record);
    }
    return {path, Access::READ};
  }
  /// The message of the InputError that drawing throws.
  static std::string refusal(const ResultsFile& results, const std::string& name, const std::string& out) {
    try {
      results::draw(results, name, out);
    } catch (const InputError& error) {
      return error.what();
    }
    return "(none)";
  }

  static constexpr const char* kName = "accuracy-vs-reduction";
  static constexpr const char* kFactors =
      "data.snr: [100, 2, 0], data.sampling: [full, every-10], model.architecture: [student, distilled], "
      "replicate: 3";
  TemporaryFolder folder_;
};

TEST_F(FigureTest, EveryFormatIsWhatItSays) {
  const ResultsFile results = file(kFactors);
  const std::string caption = results::draw(results, kName, folder_ / "x.pdf");
  results::draw(results, kName, folder_ / "x.png");
  EXPECT_THAT(read_text(folder_ / "x.pdf"), StartsWith("%PDF-"));
  EXPECT_THAT(read_text(folder_ / "x.png"), StartsWith("\x89PNG\r\n"));
  EXPECT_GT(read_text(folder_ / "x.pdf").size(), 4000U);
  EXPECT_GT(read_text(folder_ / "x.png").size(), 20000U);
  EXPECT_THAT(caption, HasSubstr("score interval with Student's t over replicates"));
  EXPECT_THAT(caption, HasSubstr("Replicates per point: 3."));
  EXPECT_THAT(caption, HasSubstr("data.limit_percent 50"));
}

TEST_F(FigureTest, SvgSaysWhatIsShown) {
  results::draw(file(kFactors), kName, folder_ / "x.svg");
  const std::string svg = read_text(folder_ / "x.svg");
  EXPECT_THAT(svg, HasSubstr("<svg"));
  for (const char* text : {"Test accuracy (%)", "Data reduction", "student", "distilled", "teacher", "SNR",
                           "100", "noise only", "chance", ">96<"}) {
    EXPECT_THAT(svg, HasSubstr(text));
  }
  EXPECT_THAT(svg, Not(HasSubstr("every-10")));
  // An architecture apart takes its panel with it, and a single SNR its legend.
  results::draw(file("data.sampling: [full, every-10], replicate: 2"), kName, folder_ / "y.svg");
  const std::string plain = read_text(folder_ / "y.svg");
  EXPECT_THAT(plain, Not(HasSubstr("student")));
  EXPECT_THAT(plain, Not(HasSubstr("SNR")));
}

TEST_F(FigureTest, IsListedOnlyWhereItCanBeDrawn) {
  const auto listed = [](const ResultsFile& results) {
    std::vector<std::string> names;
    for (const results::Figure& figure : results::figures(results)) names.push_back(figure.name);
    return names;
  };
  EXPECT_THAT(listed(file(kFactors)),
              testing::ElementsAre(kName, "accuracy-heatmap", "comparison", "report-table", "schedule"));
  const ResultsFile flat = file("data.snr: [100, 2]");
  EXPECT_THAT(listed(flat), testing::ElementsAre("accuracy-heatmap", "report-table", "schedule"));
  EXPECT_THAT(refusal(flat, kName, folder_ / "x.pdf"), HasSubstr("a single data reduction"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x.pdf"));
}

TEST_F(FigureTest, MistakesAreNamed) {
  const ResultsFile results = file(kFactors);
  EXPECT_THAT(refusal(results, "accuracy-vs-reductoin", folder_ / "x.pdf"),
              HasSubstr("did you mean 'accuracy-vs-reduction'?"));
  EXPECT_THAT(refusal(results, kName, folder_ / "x.jpg"), HasSubstr(".pdf, .svg or .png"));
  EXPECT_THAT(refusal(results, kName, folder_ / "nowhere/x.pdf"), HasSubstr("No such file or directory"));
}

TEST_F(FigureTest, GnuplotsOwnWordsAreInTheError) {
  try {
    results::run_gnuplot("set terminal\nplot nonsense here\n");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("gnuplot failed: "));
    EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
  }
  EXPECT_EQ(results::gnuplot_quoted("it's {a} \"b\" `c`"), "'it''s {a} \"b\" `c`'");
}

TEST_F(FigureTest, AFileNameWithQuotesIsOnlyAName) {
  const std::string out = folder_ / "it's; `x`.svg";
  results::draw(file(kFactors), kName, out);
  EXPECT_THAT(read_text(out), HasSubstr("<svg"));
}

TEST_F(FigureTest, WithoutGnuplotTheMessageSaysWhatToInstall) {
  const ResultsFile results = file(kFactors);
  const std::string path = std::getenv("PATH");
  setenv("PATH", (folder_ / "empty").c_str(), 1);
  const std::string message = refusal(results, kName, folder_ / "x.pdf");
  setenv("PATH", path.c_str(), 1);
  EXPECT_THAT(message, HasSubstr("install the package gnuplot-nox"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x.pdf"));
}

}  // namespace
