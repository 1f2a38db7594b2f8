// Figures of more samplings than a page has room for, and of cubes that have no spectrum to show.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "csv_reader.hpp"
#include "results/figures/evenly.hpp"
#include "results/figures/figure.hpp"
#include "samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::FigureSource;
using results::ResultsFile;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::size_t kSamplings = 90;

std::string factors() {
  std::string levels = "full";
  for (std::size_t i = 2; i <= kSamplings; ++i) levels += ", every-" + std::to_string(i);
  return "{data.sampling: [" + levels + "]}";
}

double reduction_of(const sweep::Settings& settings) {
  const std::string text = settings["data.sampling"].text();
  return text == "full" ? 1 : std::stod(text.substr(text.find('-') + 1));
}

/// Knows what samplings keep, but no spectra.
class Kept final : public results::Simulator {
 public:
  Kept(const sweep::Grid& grid, std::size_t frequencies, double pump_times_ps)
      : grid_(&grid), frequencies_(frequencies), pump_times_ps_(pump_times_ps) {}
  std::optional<results::DataFacts> facts(sweep::TrialId trial) const override {
    results::DataFacts facts;
    facts.waiting_times = facts.frequencies = facts.parts = {2, 2};
    facts.pump_times = {1, static_cast<std::size_t>(reduction_of(grid_->settings(*grid_->find(trial))))};
    return facts;
  }
  std::optional<results::KeptTimes> kept_times(sweep::TrialId) const override {
    return results::KeptTimes{{0, pump_times_ps_}, {0, 5}, pump_times_ps_, 5, frequencies_};
  }

 private:
  const sweep::Grid* grid_;
  std::size_t frequencies_;
  double pump_times_ps_;
};

class WideStudyTest : public testing::Test {
 protected:
  WideStudyTest() {
    ResultsFile::create(path_, study_, grid_, {0, 0, 2});
    ResultsFile writer(path_, results::Access::WRITE);
    for (std::uint32_t i = 0; i < grid_.size(); ++i) {
      sweep::TrialRecord record = samples::record(grid_, {i});
      record.metrics[sweep::Metric::DATA_REDUCTION] = reduction_of(grid_.settings({i}));
      writer.write({i}, record);
    }
  }
  /// Inches.
  std::pair<double, double> size_of(const std::string& svg) const {
    const std::string text = read_text(svg);
    std::smatch size;
    EXPECT_TRUE(std::regex_search(text, size, std::regex("viewBox=\"0 0 (\\d+) (\\d+)\"")));
    return {std::stod(size[1]) / 72, std::stod(size[2]) / 72};
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  sweep::Study study_ = samples::study("name: wide\nfactors: " + factors() + "\n");
  sweep::Grid grid_{study_};
};

TEST_F(WideStudyTest, FitsAPageAndSaysWhatIsNotShown) {
  const ResultsFile file(path_, results::Access::READ);
  const Kept kept(grid_, 2, 2);
  const FigureSource source(file, kept, grid_);
  for (const auto& [name, said] : {std::pair("accuracy-heatmap", "Shown are 30 of up to 90 samplings"),
                                   std::pair("spectra", "Shown are 15 of 90 samplings")}) {
    const std::string out = folder_ / (std::string(name) + ".svg");
    EXPECT_THAT(results::draw(source, name, out, {}, results::Beside::DATA), HasSubstr(said));
    const auto [width, height] = size_of(out);
    EXPECT_LE(width, 7.05) << name;
    EXPECT_LE(height, 9.5) << name;
  }
  // The least and the most reduced are always among them, and the numbers are of all.
  const std::string script = read_text(folder_ / "accuracy-heatmap.gp");
  EXPECT_THAT(script, HasSubstr("set xtics ('1' 1, "));
  EXPECT_THAT(script, HasSubstr("'90' 30)"));
  EXPECT_EQ(read_csv(read_text(folder_ / "accuracy-heatmap.csv")).size(), kSamplings);
  EXPECT_THAT(read_text(folder_ / "spectra.gp"), HasSubstr("reduction 90"));
  EXPECT_THAT(read_text(folder_ / "spectra.gp"), HasSubstr("The spectra themselves cannot be simulated."));
}

TEST_F(WideStudyTest, WithoutTwoFrequenciesAndPumpTimesThereAreNoSpectra) {
  const ResultsFile file(path_, results::Access::READ);
  for (const auto& [frequencies, pump_times_ps] : {std::pair(1U, 2.0), std::pair(2U, 0.0)}) {
    const Kept kept(grid_, frequencies, pump_times_ps);
    const FigureSource source(file, kept, grid_);
    const auto listed = results::figures(source);
    EXPECT_TRUE(std::none_of(listed.begin(), listed.end(),
                             [](const results::Figure& figure) { return figure.name == "spectra"; }));
    try {
      results::draw(source, "spectra", folder_ / "x.svg");
      ADD_FAILURE();
    } catch (const sweep::InputError& error) {
      EXPECT_THAT(error.what(), HasSubstr("a single frequency or a single pump time"));
    }
  }
}

TEST(Evenly, TakesTheFirstAndTheLast) {
  EXPECT_THAT(results::evenly(3, 8), ElementsAre(0, 1, 2));
  EXPECT_THAT(results::evenly(300, 4), ElementsAre(0, 99, 199, 299));
  EXPECT_THAT(results::evenly(5, 1), ElementsAre(0));
  EXPECT_TRUE(results::evenly(0, 8).empty());
}

}  // namespace
