#include "sweep/grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "input_error_text.hpp"

namespace sweep {
namespace {

Grid grid_of(const std::string& text) { return Grid(Study::parse(text, "study.yaml")); }

std::set<TrialId> ids_of(const Grid& grid) {
  std::set<TrialId> ids;
  for (const TrialSpec& trial : grid.trials()) ids.insert(trial.id);
  return ids;
}

TEST(Grid, AListInAnExclusionStandsForAnyOfItsLevels) {
  const Grid listed = grid_of(
      "factors:\n  data.snr: [5, 2, 1]\n  replicate: 3\nexclude:\n  - {data.snr: [5, 2], replicate: [0, "
      "2]}\n");
  EXPECT_EQ(listed.excluded(), 4U);
  EXPECT_EQ(listed.size(), 5U);
  for (std::uint32_t i = 0; i < listed.size(); ++i) {
    const sweep::Settings settings = listed.settings({i});
    EXPECT_TRUE(settings.number("data.snr") == 1 || settings.number("replicate") == 1);
  }
}

TEST(Grid, IsEveryCombinationLessTheExcludedOnes) {
  const Grid grid = grid_of(R"(
factors:
  data.snr: [100, 5, 0]
  data.sampling: [full, every-10]
  model.architecture: [teacher, student]
  replicate: 4
exclude:
  - {model.architecture: teacher, data.sampling: every-10}
)");
  EXPECT_EQ(grid.size(), 3u * (2 * 2 - 1) * 4);
  EXPECT_EQ(grid.excluded(), 3u * 4);
  EXPECT_EQ(ids_of(grid).size(), grid.size());
  EXPECT_EQ(grid.level(Row{0}, 0).text(), "100");
  EXPECT_EQ(grid.level(Row{1}, 3).text(), "1") << "the last factor varies fastest";
}

TEST(Grid, AStudyWithoutFactorsIsOneTrial) { EXPECT_EQ(grid_of("name: one\n").size(), 1u); }

TEST(Grid, ATrialKeepsItsIdentityWhenTheStudyGrowsOrIsReordered) {
  const Grid small = grid_of("factors:\n  data.snr: [100, 5]\n  replicate: 2\n");
  const Grid large = grid_of("factors:\n  replicate: 3\n  data.snr: [5, 2, 100]\n");
  const auto few = ids_of(small);
  const auto many = ids_of(large);
  EXPECT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST(Grid, ASettingInTheFileAndAOneLevelFactorAreTheSameTrial) {
  EXPECT_EQ(ids_of(grid_of("settings:\n  data.snr: 7\n")), ids_of(grid_of("factors:\n  data.snr: [7]\n")));
}

TEST(Grid, DistilledTrialsFindTheirTeacherInTheGrid) {
  const Grid grid = grid_of(
      "factors:\n  data.snr: [5, 2]\n  data.sampling: [full, every-10]\n"
      "  model.architecture: [teacher, distilled]\n");
  EXPECT_EQ(grid.added_teachers(), 0u);
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const Settings settings = grid.settings(Row{i});
    if (settings.text("model.architecture") != "distilled") continue;
    ASSERT_TRUE(grid[Row{i}].teacher);
    const Settings teacher = grid.settings(*grid[Row{i}].teacher);
    EXPECT_EQ(teacher.text("model.architecture"), "teacher");
    EXPECT_EQ(teacher["data.sampling"].text(), "full");
    EXPECT_EQ(teacher.number("data.snr"), settings.number("data.snr"));
  }
}

TEST(Grid, MissingTeachersAreAddedOncePerDataSnrAndReplicate) {
  const Grid grid = grid_of(
      "settings:\n  model.architecture: distilled\nfactors:\n  data.snr: [5, 2]\n"
      "  data.sampling: [every-5, every-10]\n  distill.temperature: [1, 3]\n  replicate: 2\n");
  EXPECT_EQ(grid.added_teachers(), 2u * 2);
  EXPECT_EQ(grid.size(), 2u * 2 * 2 * 2 + 4);
  const Row added{static_cast<std::uint32_t>(grid.size() - 1)};
  EXPECT_EQ(grid.settings(added).text("model.architecture"), "teacher");
  EXPECT_EQ(grid.settings(added)["data.sampling"].text(), "full");
  EXPECT_EQ(grid.columns().back().key, "model.architecture")
      << "what tells the teachers apart becomes a column";
  EXPECT_EQ(grid.settings(Row{0}).text("model.architecture"), "distilled");
}

TEST(Grid, CombinationsThatDescribeTheSameTrialAreMerged) {
  const Grid grid =
      grid_of("factors:\n  model.architecture: [student, distilled]\n  distill.temperature: [1, 3]\n");
  EXPECT_EQ(grid.merged(), 1u) << "a student has no temperature";
  EXPECT_EQ(grid.size(), 1u + 2u + 1u);
}

TEST(Grid, AnEmptyGridIsRefused) {
  EXPECT_TRUE(
      contains(input_error_text([] {
                 grid_of("factors:\n  data.snr: [5, 2]\nexclude:\n  - {data.snr: 5}\n  - {data.snr: 2}\n");
               }),
               "empty"));
}

TEST(Grid, AFactorMadeConstantIsRefused) {
  const std::string text = input_error_text(
      [] { grid_of("factors:\n  data.snr: [5, 2]\n  replicate: 2\nexclude:\n  - {data.snr: 5}\n"); });
  EXPECT_TRUE(contains(text, "data.snr"));
  EXPECT_TRUE(contains(text, "line 5"));
}

TEST(Grid, AFactorThatChangesNothingIsRefused) {
  EXPECT_TRUE(contains(input_error_text([] { grid_of("factors:\n  distill.temperature: [1, 3]\n"); }),
                       "make no difference"));
}

TEST(Grid, AFactorMayHaveMoreLevelsThanFitIntoSixteenBits) {
  EXPECT_EQ(grid_of("settings:\n  model.architecture: noop\nfactors:\n  replicate: 70000\n").size(), 70000u);
}

TEST(Grid, TooManyCombinationsAreRefusedBeforeTheyAreMade) {
  EXPECT_TRUE(
      contains(input_error_text([] {
                 grid_of("factors:\n  replicate: 1000000\n  data.snr: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]\n");
               }),
               "at most 10 million"));
}

}  // namespace
}  // namespace sweep
