// Which rank trained what when: lines, runs one after the other, waits for teachers, teams.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "results/figures/figure.hpp"
#include "results/figures/schedule.hpp"
#include "results/figures/schedule_bars.hpp"
#include "samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::FigureSource;
using results::ResultsFile;
using results::Schedule;
using testing::HasSubstr;

constexpr double kStart = 1.7e9;
constexpr std::uint32_t kMostRuns = 4;

/// When and where a trial ran.
struct Ran {
  std::uint32_t incarnation;
  int rank;
  double start;  // seconds after kStart
  double seconds;
  std::uint32_t team = 1;
  sweep::TrialState state = sweep::TrialState::COMPLETE;
};

class NoFacts final : public results::Simulator {
 public:
  std::optional<results::DataFacts> facts(sweep::TrialId) const override { return std::nullopt; }
};

/// SNR 100 and 2, each with a teacher and a distilled student.
class ScheduleTest : public testing::Test {
 protected:
  /// By architecture and SNR; the rest waits.
  ResultsFile file(const std::map<std::pair<std::string, double>, Ran>& trials) const {
    const std::string path = folder_ / "results.h5";
    std::filesystem::remove(path);
    ResultsFile::create(path, study_, grid_, {0, 0, 2});
    for (std::uint32_t incarnation = 1; incarnation <= kMostRuns; ++incarnation) {
      ResultsFile::begin_incarnation(path);
      ResultsFile writer(path, results::Access::WRITE);
      for (std::uint32_t i = 0; i < grid_.size(); ++i) {
        const sweep::Settings settings = grid_.settings({i});
        const auto ran = trials.find({settings.text("model.architecture"), settings.number("data.snr")});
        if (ran == trials.end() || ran->second.incarnation != incarnation) continue;
        sweep::TrialRecord record = samples::record(grid_, {i});
        record.metrics[sweep::Metric::WALL_SECONDS] = ran->second.seconds;
        record.first_rank = {ran->second.rank};
        record.team_size = ran->second.team;
        record.start_time = kStart + ran->second.start;
        record.state = ran->second.state;
        writer.write({i}, record);
      }
    }
    return {path, results::Access::READ};
  }
  FigureSource source(const ResultsFile& results) const { return {results, facts_, grid_}; }
  const Schedule::Bar& bar(const Schedule& schedule, const std::string& architecture, double snr,
                           bool first = true) const {
    for (const Schedule::Bar& at : schedule.bars) {
      const sweep::Settings settings = grid_.settings(*grid_.find(at.trial));
      if (settings.text("model.architecture") == architecture && settings.number("data.snr") == snr &&
          at.first_of_team == first)
        return at;
    }
    throw std::runtime_error("no such bar");
  }

  TemporaryFolder folder_;
  NoFacts facts_;
  sweep::Study study_ = samples::study(
      "name: s\nseed: 1\nfactors: {model.architecture: [teacher, distilled, student], data.snr: [100, 2]}\n");
  sweep::Grid grid_{study_};
};

TEST_F(ScheduleTest, BarsStandOnTheirRanksAndWaitsEndWithTheTeacher) {
  // Rank 2 is idle from 40 to 100, until the teacher on rank 1 has ended; rank 1 did not wait.
  const ResultsFile results = file({{{"teacher", 100}, {1, 1, 0, 100}},
                                    {{"student", 100}, {1, 2, 0, 40}},
                                    {{"distilled", 100}, {1, 2, 100, 20}},
                                    {{"student", 2}, {1, 1, 100, 50}}});
  const Schedule schedule = Schedule::of(source(results));
  ASSERT_EQ(schedule.lanes.size(), 2U);
  EXPECT_EQ(schedule.lanes[0].rank, 1);
  EXPECT_EQ(bar(schedule, "teacher", 100).lane, 0U);
  EXPECT_EQ(bar(schedule, "distilled", 100).lane, 1U);
  EXPECT_NEAR(bar(schedule, "distilled", 100).begin, 100, 1e-6);
  EXPECT_NEAR(schedule.length(), 150, 1e-6);
  ASSERT_EQ(schedule.waits.size(), 1U);
  EXPECT_EQ(schedule.waits[0].lane, 1U);
  EXPECT_NEAR(schedule.waits[0].begin, 40, 1e-6);
  EXPECT_NEAR(schedule.waits[0].end, 100, 1e-6);
  ASSERT_EQ(schedule.links.size(), 1U);
  EXPECT_TRUE(schedule.links[0].waited_for);
  EXPECT_NEAR(schedule.links[0].from, 100, 1e-6);
  const auto busy = schedule.busy_by_rank();
  ASSERT_EQ(busy.size(), 2U);
  EXPECT_NEAR(busy[0].second, 1, 1e-6);
  EXPECT_NEAR(busy[1].second, 60.0 / 150, 1e-6);
  // Without the grid nobody knows who waits for whom.
  EXPECT_TRUE(Schedule::of(results).waits.empty());
  const std::string caption = results::draw(source(results), "schedule", folder_ / "s.svg");
  EXPECT_THAT(caption, HasSubstr("4 trials that ended, in 1 run of 2.5 min")) << caption;
  EXPECT_THAT(caption, HasSubstr("Busy: rank 1 100 %, rank 2 40 %"));
  const std::string svg = read_text(folder_ / "s.svg");
  for (const char* text : {"Rank", "Time (s)", "waiting", "to student", "teacher", "distilled"})
    EXPECT_THAT(svg, HasSubstr(text));
}

TEST_F(ScheduleTest, RunsFollowEachOtherAndTheTimeBetweenIsCutOut) {
  const ResultsFile results = file({{{"teacher", 100}, {1, 1, 0, 100}},
                                    {{"teacher", 2}, {4, 1, 100000, 50}},
                                    {{"distilled", 100}, {4, 2, 100010, 90}}});
  const Schedule schedule = Schedule::of(source(results));
  ASSERT_EQ(schedule.runs.size(), 2U);
  EXPECT_EQ(schedule.runs[1].incarnation, 4U);
  EXPECT_NEAR(schedule.runs[1].seconds_between, 99900, 1e-3);
  EXPECT_NEAR(schedule.seconds(), 200, 1e-3);
  EXPECT_GT(schedule.runs[1].begin, 100);
  EXPECT_LT(schedule.length(), 215);
  EXPECT_NEAR(bar(schedule, "distilled", 100).begin, schedule.runs[1].begin + 10, 1e-3);
  EXPECT_TRUE(schedule.waits.empty());  // its teacher was there from the start
  const std::string caption = results::draw(source(results), "schedule", folder_ / "s.svg");
  EXPECT_THAT(caption, HasSubstr("in 2 runs of together 3.3 min")) << caption;
  EXPECT_THAT(caption, HasSubstr("Time between runs is cut out (27.8 h)"));
  EXPECT_THAT(read_text(folder_ / "s.svg"), HasSubstr("run 4, 27.8 h later"));
}

TEST_F(ScheduleTest, ATrialThatWentOnIsShownWhereItEnded) {
  // The teacher of SNR 2 began in run 1 (at 60) and ended in run 2, after 70 s of training in all; then its
  // rank trained a student from second 1025 on.
  const ResultsFile results = file({{{"teacher", 100}, {1, 1, 0, 100}},
                                    {{"teacher", 2}, {2, 2, 60, 70}},
                                    {{"student", 2}, {2, 2, 1025, 30}},
                                    {{"student", 100}, {2, 1, 1000, 40}}});
  const Schedule schedule = Schedule::of(source(results));
  const Schedule::Bar& resumed = bar(schedule, "teacher", 2);
  EXPECT_TRUE(resumed.went_on);
  EXPECT_EQ(schedule.runs[resumed.run].incarnation, 2U);
  EXPECT_NEAR(resumed.begin, schedule.runs[1].begin, 1e-3);
  EXPECT_NEAR(resumed.end, schedule.runs[1].begin + 25, 1e-3);
  EXPECT_NEAR(schedule.runs[1].end - schedule.runs[1].begin, 55, 1e-3);
  ASSERT_EQ(schedule.lanes.size(), 2U);
  EXPECT_FALSE(bar(schedule, "student", 2).went_on);
  EXPECT_THAT(results::draw(source(results), "schedule", folder_ / "s.svg"),
              HasSubstr("1 trial went on from a checkpoint of an earlier run"));
}

TEST_F(ScheduleTest, TwoTrialsAtATimeOnARankAreTwoLines) {
  const ResultsFile results = file({{{"teacher", 100}, {1, 1, 0, 100}},
                                    {{"teacher", 2}, {1, 1, 50, 100}},
                                    {{"student", 2}, {1, 1, 120, 10}},
                                    {{"student", 100}, {1, 2, 0, 10}}});
  const Schedule schedule = Schedule::of(source(results));
  ASSERT_EQ(schedule.lanes.size(), 3U);
  EXPECT_EQ(schedule.lanes[1].rank, 1);
  EXPECT_EQ(schedule.lanes[1].beside, 1U);
  EXPECT_EQ(bar(schedule, "teacher", 2).lane, 1U);
  EXPECT_EQ(bar(schedule, "student", 2).lane, 0U);
  EXPECT_EQ(bar(schedule, "student", 100).lane, 2U);
  for (std::size_t i = 0; i < schedule.bars.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Schedule::Bar& a = schedule.bars[i];
      const Schedule::Bar& b = schedule.bars[j];
      EXPECT_TRUE(a.lane != b.lane || a.begin >= b.end || b.begin >= a.end);
    }
  }
  EXPECT_THAT(results::draw(source(results), "schedule", folder_ / "s.svg"),
              HasSubstr("A rank with several lines"));
  EXPECT_THAT(read_text(folder_ / "s.svg"), HasSubstr("1 b"));
}

TEST_F(ScheduleTest, ATeamTakesIdleRanks) {
  // Ranks 1 and 3 are idle while 2 leads a team of three; a failed trial counts as work.
  const ResultsFile results = file({{{"teacher", 100}, {1, 2, 0, 60, 3}},
                                    {{"teacher", 2}, {1, 3, 60, 30}},
                                    {{"student", 100}, {1, 1, 61, 20, 1, sweep::TrialState::FAILED}}});
  const Schedule schedule = Schedule::of(source(results));
  ASSERT_EQ(schedule.lanes.size(), 3U);
  std::vector<std::size_t> team;
  for (const Schedule::Bar& at : schedule.bars) {
    if (at.team_size == 3) team.push_back(at.lane);
  }
  EXPECT_THAT(team, testing::UnorderedElementsAre(0U, 1U, 2U));
  const auto busy = schedule.busy_by_rank();
  EXPECT_NEAR(busy[0].second, 80.0 / 90, 1e-6);
  const std::string caption = results::draw(source(results), "schedule", folder_ / "s.svg");
  EXPECT_THAT(caption, HasSubstr("3 trials that ended"));
  EXPECT_THAT(caption, HasSubstr("1 failed (crossed)"));
  EXPECT_THAT(caption, HasSubstr("Of a team only the first rank is recorded"));
}

TEST_F(ScheduleTest, WithoutAnyTrialThatEndedItIsRefused) {
  // A pruned trial was trained for a while, but its rank and times are not told; one of no seconds has no
  // bar.
  const std::pair<std::string, double> teacher = {"teacher", 100};
  const std::vector<std::map<std::pair<std::string, double>, Ran>> studies = {
      {}, {{teacher, {1, 1, 0, 100, 1, sweep::TrialState::PRUNED}}}, {{teacher, {1, 1, 0, 0}}}};
  for (const auto& trials : studies) {
    const ResultsFile results = file(trials);
    for (const results::Figure& figure : results::figures(source(results)))
      EXPECT_NE(figure.name, "schedule");
    try {
      results::draw(results, "schedule", folder_ / "s.svg");
      ADD_FAILURE();
    } catch (const sweep::InputError& error) {
      EXPECT_THAT(error.what(), HasSubstr("cannot give figure schedule: no trial has ended"));
    }
    EXPECT_FALSE(std::filesystem::exists(folder_ / "s.svg"));
  }
}

/// 300 ranks, 200,000 trials of a second each, every other one of another architecture for half of the time.
TEST(ScheduleBarsTest, ManyTrialsGiveASmallFigure) {
  Schedule schedule;
  schedule.architectures = {"a", "b"};
  constexpr std::size_t kRanks = 300;
  constexpr std::size_t kEach = 660;
  schedule.runs.push_back({1, 0, kEach, kStart, 0});
  for (std::size_t rank = 0; rank < kRanks; ++rank) {
    schedule.lanes.push_back({static_cast<int>(rank + 1), 0, kEach});
    for (std::size_t i = 0; i < kEach; ++i) {
      const auto begin = static_cast<double>(i);
      schedule.bars.push_back(
          {rank, begin, begin + 1, i < kEach / 2 ? 0U : 1U, {}, 0, 1, true, false, false});
    }
  }
  const results::ScheduleBars shown(schedule);
  EXPECT_TRUE(shown.thinned);
  EXPECT_EQ(shown.lanes.size(), results::ScheduleBars::kMostLanes);
  EXPECT_LE(shown.bars.size(), 4 * results::ScheduleBars::kMostBars);
  // Nothing is idle, and half of the time is of either architecture, but for a bin.
  double a = 0;
  double all = 0;
  for (const Schedule::Bar& bar : shown.bars) {
    all += bar.end - bar.begin;
    if (bar.architecture == 0) a += bar.end - bar.begin;
  }
  EXPECT_NEAR(all, static_cast<double>(kEach * shown.lanes.size()), 1e-6 * all);
  EXPECT_NEAR(a / all, 0.5, shown.bin / kEach);
}

}  // namespace
