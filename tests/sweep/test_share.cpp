#include "sweep/share.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "input_error_text.hpp"

namespace sweep {
namespace {

// 5 SNRs x 2 replicates, each with a teacher, a distilled and two other trials; teachers of every-10 are
// added.
const char* kStudy =
    "factors:\n  data.snr: [100, 50, 5, 2, 0]\n  data.sampling: [full, every-10]\n"
    "  model.architecture: [student, distilled, linear]\n  replicate: 2\n"
    "exclude:\n  - {model.architecture: distilled, data.sampling: full}\n";

/// In operations, at the rate of a nanosecond for 50 of them.
std::vector<TrialCost> costs_of(const Grid& grid) {
  std::vector<TrialCost> costs(grid.size());
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const Settings settings = grid.settings(Row{i});
    const std::string architecture = settings.text("model.architecture");
    const double seconds = architecture == "teacher" ? 40 : architecture == "linear" ? 0.5 : 4;
    costs[i].operations = 5e10 * seconds * (settings.text("data.sampling") == "full" ? 1 : 0.3);
  }
  return costs;
}

double load_of(const std::vector<Row>& rows, const std::vector<TrialCost>& costs) {
  return std::accumulate(rows.begin(), rows.end(), 0.0,
                         [&](double sum, Row row) { return sum + costs[row.value].team_time({}).alone(); });
}

TEST(Share, PartsAreDisjointCompleteAndLeaveNoDistilledTrialWithoutItsTeacher) {
  const Grid grid(Study::parse(kStudy, "study.yaml"));
  ASSERT_EQ(grid.size(), 60U);
  const auto costs = costs_of(grid);
  for (std::size_t count = 1; count <= 70; ++count) {
    std::set<Row> seen;
    const auto parts = parts_of(grid, costs, count);
    ASSERT_EQ(parts.size(), count);
    for (const auto& part : parts) {
      EXPECT_TRUE(std::is_sorted(part.begin(), part.end()));
      for (const Row row : part) {
        EXPECT_TRUE(seen.insert(row).second) << "row " << row.value << " is in two of " << count << " parts";
        const auto teacher = grid[row].teacher;
        EXPECT_TRUE(!teacher || std::find(part.begin(), part.end(), *teacher) != part.end());
      }
    }
    EXPECT_EQ(seen.size(), grid.size());
    // 10 teachers with a student each, and 40 other trials.
    const auto empty = std::count_if(parts.begin(), parts.end(), [](const auto& p) { return p.empty(); });
    EXPECT_EQ(empty, count <= 50 ? 0 : static_cast<std::ptrdiff_t>(count) - 50);
  }
}

TEST(Share, PartsCostTheSame) {
  const Grid grid(Study::parse(kStudy, "study.yaml"));
  const auto costs = costs_of(grid);
  double total = 0;
  for (const TrialCost& cost : costs) total += cost.team_time({}).alone();
  for (const std::size_t count : {2U, 3U, 5U, 7U, 10U}) {
    double heaviest = 0;
    for (const auto& part : parts_of(grid, costs, count)) heaviest = std::max(heaviest, load_of(part, costs));
    // No division does better than the mean or the dearest teacher with its student; longest first comes
    // within a third.
    const double bound = std::max(total / static_cast<double>(count), 41.2);
    EXPECT_LE(heaviest, 4.0 / 3 * bound) << count;
  }
  const auto two = parts_of(grid, costs, 2);
  EXPECT_NEAR(load_of(two[0], costs), load_of(two[1], costs), 0.01 * total);
}

TEST(Share, ALongTrialHasFewBesideIt) {
  const Grid grid(Study::parse("factors:\n  replicate: 21\n", "study.yaml"));
  std::vector<TrialCost> costs(21);
  for (TrialCost& cost : costs) cost.operations = 5e10;  // a second
  costs[13].operations = 10 * 5e10;
  const auto parts = parts_of(grid, costs, 3);
  EXPECT_EQ(parts[0], std::vector{Row{13}});
  EXPECT_EQ(parts[1].size(), 10U);
  EXPECT_EQ(parts[2].size(), 10U);
}

TEST(Share, TrialsThatCostNothingAreSpreadToo) {
  const Grid grid(Study::parse("factors:\n  replicate: 30\n", "study.yaml"));
  for (const auto& part : parts_of(grid, std::vector<TrialCost>(30), 3)) EXPECT_EQ(part.size(), 10U);
}

TEST(Share, ARunOfAShareHasItsTrialsAndItsTeachers) {
  const Grid grid(Study::parse(kStudy, "study.yaml"));
  const auto costs = costs_of(grid);
  std::size_t trials = 0;
  std::size_t added = 0;
  for (std::size_t number = 1; number <= 3; ++number) {
    const std::vector<Row> rows = Share{number, 3}.rows(grid, costs);
    const Grid part = grid.part(rows);
    ASSERT_EQ(part.size(), rows.size());
    trials += part.size();
    added += part.added_teachers();
    EXPECT_EQ(part.columns().size(), grid.columns().size());
    for (std::uint32_t i = 0; i < part.size(); ++i) {
      const TrialSpec& trial = part[Row{i}];
      EXPECT_EQ(trial.id, grid[rows[i]].id);
      EXPECT_EQ(part.find(trial.id), Row{i});
      EXPECT_EQ(part.settings(Row{i}).id(0), grid.settings(rows[i]).id(0));
      ASSERT_EQ(trial.teacher.has_value(), grid[rows[i]].teacher.has_value());
      if (!trial.teacher) continue;
      EXPECT_EQ(part[*trial.teacher].id, grid[*grid[rows[i]].teacher].id);
    }
    EXPECT_FALSE(part.find(grid[Share{number % 3 + 1, 3}.rows(grid, costs).front()].id));
  }
  Grid narrowed = grid;
  std::vector<TrialCost> narrowed_costs = costs;
  Share{2, 3}.narrow(narrowed, narrowed_costs);
  ASSERT_EQ(narrowed_costs.size(), narrowed.size());
  for (std::uint32_t i = 0; i < narrowed.size(); ++i)
    EXPECT_EQ(narrowed_costs[i].operations, costs[grid.find(narrowed[Row{i}].id)->value].operations);
  EXPECT_EQ(trials, grid.size());
  EXPECT_EQ(added, grid.added_teachers());
}

TEST(Share, IsWrittenAsKOfN) {
  EXPECT_EQ(Share::parse("2/5").text(), "2/5");
  EXPECT_EQ(Share::parse("1000/1000").of, 1000U);
  for (const char* wrong : {"", "3", "0/4", "5/4", "1/0", "-1/4", "1/4x", "1.5/4", " 1/4", "1/4/2", "a/b",
                            "1/99999999999999999999", "1/1000001"}) {
    const std::string said = input_error_text([&] { Share::parse(wrong); });
    EXPECT_NE(said.find("--share is '" + std::string(wrong) + "': must be K/N"), std::string::npos) << said;
  }
}

TEST(Share, AnEmptyShareSaysHowManyThereCanBe) {
  const Grid grid(Study::parse("factors:\n  replicate: 4\n", "study.yaml"));
  const std::vector<TrialCost> costs(4);
  for (std::size_t number = 1; number <= 4; ++number)
    EXPECT_EQ((Share{number, 6}.rows(grid, costs).size()), 1U);
  const std::string said = input_error_text([&] { Share{5, 6}.rows(grid, costs); });
  EXPECT_NE(said.find("--share 5/6 is empty: this study falls into at most 4 shares"), std::string::npos)
      << said;
}

}  // namespace
}  // namespace sweep
