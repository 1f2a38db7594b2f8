#include "results/figures/accuracy_vs_reduction.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "results/figures/accuracy_script.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::AccuracyVsReduction;
using results::ResultsFile;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class AccuracyVsReductionTest : public testing::Test {
 protected:
  /// What is shown of a study whose trials are as accurate as `accuracy` says.
  AccuracyVsReduction shown(const std::string& factors,
                            const std::function<double(const sweep::Settings&)>& accuracy) const {
    const sweep::Study study = samples::study("name: f\nseed: 1\nfactors: {" + factors + "}\n");
    const sweep::Grid grid(study);
    const std::string path = folder_ / "results.h5";
    ResultsFile::create(path, study, grid, {0, 0, 2});
    ResultsFile writer(path, Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      const sweep::Settings settings = grid.settings({i});
      sweep::TrialRecord record = samples::record(grid, {i});
      record.metrics[sweep::Metric::TEST_ACCURACY] = accuracy(settings);
      record.metrics[sweep::Metric::DATA_REDUCTION] = settings["data.sampling"].text() == "full" ? 1 : 96;
      writer.write({i}, record);
    }
    return AccuracyVsReduction::of(ResultsFile(path, Access::READ));
  }

  static constexpr const char* kFactors =
      "data.sampling: [every-10, full], data.snr: [2, 100], model.architecture: [student, mlp], replicate: 3";
  TemporaryFolder folder_;
};

TEST_F(AccuracyVsReductionTest, IsAPanelPerArchitectureAndASeriesPerSnr) {
  const AccuracyVsReduction all = shown(kFactors, [](const sweep::Settings& settings) {
    return 0.6 + 0.001 * settings.number("data.snr") + 0.01 * settings.number("replicate");
  });
  EXPECT_THAT(all.snrs, ElementsAre(100, 2));
  EXPECT_THAT(all.reductions, ElementsAre(1, 96));
  ASSERT_EQ(all.panels.size(), 2U);
  EXPECT_EQ(all.panels[0].architecture, "student");
  EXPECT_EQ(all.panels[1].architecture, "mlp");
  for (const AccuracyVsReduction::Panel& panel : all.panels) {
    EXPECT_THAT(panel.reductions, ElementsAre(1, 96));
    ASSERT_EQ(panel.series.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(panel.series[i].snr, i);
      ASSERT_EQ(panel.series[i].points.size(), 2U);
      EXPECT_EQ(panel.series[i].points[0].reduction, 1);
      EXPECT_EQ(panel.series[i].points[1].reduction, 96);
      EXPECT_NEAR(panel.series[i].points[0].interval.mean, 0.61 + 0.001 * all.snrs[i], 1e-12);
      EXPECT_EQ(panel.series[i].points[0].interval.n, 3U);
    }
  }
}

TEST_F(AccuracyVsReductionTest, WithoutThoseFactorsItIsOnePanelOfOneSeries) {
  const AccuracyVsReduction one =
      shown("data.sampling: [full, every-10], replicate: 2",
            [](const sweep::Settings& settings) { return 0.8 + 0.01 * settings.number("replicate"); });
  ASSERT_EQ(one.panels.size(), 1U);
  EXPECT_EQ(one.panels[0].architecture, "");
  ASSERT_EQ(one.snrs.size(), 1U);
  EXPECT_TRUE(std::isnan(one.snrs[0]));
  ASSERT_EQ(one.panels[0].series.size(), 1U);
  EXPECT_EQ(one.panels[0].series[0].points.size(), 2U);
}

TEST_F(AccuracyVsReductionTest, AWideBarIsCutAtTheFrameAndTheCaptionSaysSo) {
  const AccuracyVsReduction wide = shown(kFactors, [](const sweep::Settings& settings) {
    return 0.55 + 0.15 * settings.number("replicate") * (settings.number("data.snr") == 2 ? 1 : 0.01);
  });
  EXPECT_LT(wide.panels[0].series[1].points[0].interval.low, 0.4);
  EXPECT_EQ(wide.axis_begin, 40);
  EXPECT_THAT(wide.caption, HasSubstr("go on below it"));
  const std::string script = results::accuracy_script(wide, "x.svg", results::ImageFormat::SVG);
  EXPECT_THAT(script, HasSubstr("set yrange [40:101]"));
  EXPECT_THAT(script, HasSubstr(" 70 40 92."));  // a mean, and its bar from the frame
}

TEST_F(AccuracyVsReductionTest, ButEveryMeanIsInside) {
  const AccuracyVsReduction low = shown(
      kFactors, [](const sweep::Settings& settings) { return 0.31 + 0.001 * settings.number("replicate"); });
  EXPECT_EQ(low.axis_begin, 30);
  EXPECT_THAT(low.caption, Not(HasSubstr("go on below it")));
}

TEST_F(AccuracyVsReductionTest, ChanceIsAlwaysInside) {
  const AccuracyVsReduction high = shown(
      kFactors, [](const sweep::Settings& settings) { return 0.95 + 0.001 * settings.number("replicate"); });
  EXPECT_EQ(high.axis_begin, 45);
}

}  // namespace
