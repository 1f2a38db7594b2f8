#include "results/answers/observations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/answers/wording.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Observation;
using results::Observations;
using results::ResultsFile;
using testing::ElementsAre;

double reduction_of(const sweep::Settings& settings) {
  const double of_cube = settings.number("cube.frequencies") == 64 ? 10.5 : 9.5;
  return settings["data.sampling"].text() == "full" ? 1 : of_cube;
}

/// Knows the cube of every trial.
class Cubes final : public results::Simulator {
 public:
  explicit Cubes(const sweep::Grid& grid) : grid_(&grid) {}
  std::optional<results::DataFacts> facts(sweep::TrialId trial) const override {
    const auto all =
        static_cast<std::size_t>(grid_->settings(*grid_->find(trial)).number("cube.frequencies"));
    results::DataFacts facts;
    facts.frequencies = {all, all};
    return facts;
  }

 private:
  const sweep::Grid* grid_;
};

TEST(ObservationsTest, TheSameSamplingOfAnotherCubeIsAnotherSampling) {
  const sweep::Study study = samples::study(
      "name: cubes\nfactors: {cube.frequencies: [64, 32], data.sampling: [full, every-10], replicate: 2}\n");
  const sweep::Grid grid(study);
  const TemporaryFolder folder;
  const std::string path = folder / "results.h5";
  ResultsFile::create(path, study, grid, {0, 0, 2});
  {
    ResultsFile writer(path, results::Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      sweep::TrialRecord record = samples::record(grid, {i});
      record.metrics[sweep::Metric::DATA_REDUCTION] = reduction_of(grid.settings({i}));
      writer.write({i}, record);
    }
  }
  const Observations seen(ResultsFile(path, results::Access::READ), Cubes(grid));
  ASSERT_EQ(seen.samplings.size(), 4U);
  ASSERT_EQ(seen.trials.size(), 8U);
  std::vector<std::string> words;
  for (const Observations::Sampling& sampling : seen.samplings) words.push_back(sampling_words(sampling));
  EXPECT_THAT(words, ElementsAre("full cube (cube.frequencies 64)", "every-10 (cube.frequencies 64)",
                                 "full cube (cube.frequencies 32)", "every-10 (cube.frequencies 32)"));
  for (const Observation& trial : seen.trials) {
    const sweep::Settings settings = grid.settings(trial.row);
    const Observations::Sampling& sampling = seen.samplings[trial.sampling];
    EXPECT_EQ(sampling.text, settings["data.sampling"].text());
    EXPECT_EQ(sampling.reduction, reduction_of(settings));
    EXPECT_EQ(static_cast<double>(sampling.facts->frequencies.of), settings.number("cube.frequencies"));
  }
}

}  // namespace
