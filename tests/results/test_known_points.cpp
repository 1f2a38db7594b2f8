// What stands beside a point that is the mean of several variants: the mean bound, and a ring only where the
// variants agree.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/figures/accuracy_vs_reduction.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::AccuracyVsReduction;
using results::ResultsFile;
using testing::HasSubstr;

double best_of(const sweep::Settings& settings) {
  return settings.number("data.limit_percent") == 20 ? 0.92 : 0.98;
}

class Bounds final : public results::Simulator {
 public:
  explicit Bounds(const sweep::Grid& grid) : grid_(&grid) {}
  std::optional<results::DataFacts> facts(sweep::TrialId trial) const override {
    results::DataFacts facts;
    facts.best_accuracy = best_of(grid_->settings(*grid_->find(trial)));
    facts.best_accuracy_estimated = facts.best_accuracy - 0.01;
    return facts;
  }

 private:
  const sweep::Grid* grid_;
};

/// Every tenth point loses so much of accuracy at limits of 20 and 50 %.
AccuracyVsReduction with_losses(double at_20, double at_50) {
  const sweep::Study study = samples::study(
      "name: variants\nfactors: {data.limit_percent: [20, 50], data.sampling: [full, every-10], replicate: "
      "5}\n");
  const sweep::Grid grid(study);
  const TemporaryFolder folder;
  const std::string path = folder / "results.h5";
  ResultsFile::create(path, study, grid, {0, 0, 2});
  {
    ResultsFile writer(path, results::Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      const sweep::Settings settings = grid.settings({i});
      const bool full = settings["data.sampling"].text() == "full";
      const double loss = settings.number("data.limit_percent") == 20 ? at_20 : at_50;
      sweep::TrialRecord record = samples::record(grid, {i});
      record.metrics[sweep::Metric::TEST_ACCURACY] =
          0.9 - (full ? 0 : loss) + 0.001 * settings.number("replicate");
      record.metrics[sweep::Metric::DATA_REDUCTION] = full ? 1 : 96;
      writer.write({i}, record);
    }
  }
  const ResultsFile file(path, results::Access::READ);
  const Bounds bounds(grid);
  return AccuracyVsReduction::of(results::FigureSource(file, bounds, grid));
}

TEST(KnownPointsTest, TheBestAccuracyIsTheMeanOverVariants) {
  const AccuracyVsReduction shown = with_losses(0, 0);
  ASSERT_EQ(shown.panels.size(), 1U);
  const auto& points = shown.panels[0].series.at(0).points;
  ASSERT_EQ(points.size(), 2U);
  for (const AccuracyVsReduction::Point& point : points) {
    EXPECT_NEAR(point.best, (0.92 + 0.98) / 2, 1e-12);
    EXPECT_NEAR(point.best_estimated, (0.91 + 0.97) / 2, 1e-12);
  }
}

TEST(KnownPointsTest, ARingIsWhereAllVariantsHaveIt) {
  const AccuracyVsReduction agreed = with_losses(0, 0);
  EXPECT_TRUE(agreed.panels[0].series[0].points[1].enough);
  EXPECT_THAT(agreed.caption, HasSubstr("Points are of 2 combinations of other settings"));
  for (const auto& [at_20, at_50] : {std::pair(0.0, 0.2), std::pair(0.2, 0.0)}) {
    const AccuracyVsReduction one = with_losses(at_20, at_50);
    EXPECT_FALSE(one.panels[0].series[0].points[1].enough) << at_20;
    EXPECT_FALSE(one.has_enough);
  }
}

}  // namespace
