#include "sweep/plan_walker.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "sweep/rehearsal.hpp"
#include "tests/sweep/random_trials.hpp"

namespace sweep {
namespace {

class PlanWalkerTest : public testing::Test {
 protected:
  Grid grid_{Study::parse("factors:\n  data.snr: [5, 2]\n  model.architecture: [teacher, distilled]\n",
                          "study.yaml")};
  std::vector<TrialCost> costs_{std::vector<TrialCost>(grid_.size())};
  Plan plan_{grid_, costs_, {}, {.workers = 2, .speed = {.operations_per_second = 1}, .team_size = 1}};
  PlanWalker walker_{plan_};
  const std::vector<Rank> idle_ = {Rank{1}, Rank{2}};

  bool is_teacher(Row row) const { return grid_.settings(row).text("model.architecture") == "teacher"; }
};

TEST_F(PlanWalkerTest, StudentsWaitForTheirTeacher) {
  const auto first = walker_.next(idle_);
  const auto second = walker_.next(idle_);
  ASSERT_TRUE(first && second);
  EXPECT_TRUE(is_teacher(first->row) && is_teacher(second->row));
  EXPECT_FALSE(walker_.next(idle_));
  EXPECT_FALSE(walker_.exhausted());
  EXPECT_TRUE(walker_.ended(first->row, TrialState::COMPLETE).empty());
  const auto student = walker_.next(idle_);
  ASSERT_TRUE(student);
  EXPECT_EQ(grid_[student->row].teacher, first->row);
}

TEST_F(PlanWalkerTest, AStudentGoesToTheRankThatHoldsItsSamples) {
  const auto first = walker_.next(std::vector{Rank{2}});
  ASSERT_TRUE(first);
  walker_.ended(first->row, TrialState::COMPLETE);
  const auto second = walker_.next(std::vector{Rank{1}});
  ASSERT_TRUE(second && is_teacher(second->row));
  const auto student = walker_.next(idle_);
  ASSERT_TRUE(student);
  EXPECT_EQ(student->team, std::vector{Rank{2}});
}

TEST_F(PlanWalkerTest, AFailedTeacherCancelsItsStudentsAndNothingElse) {
  const auto first = walker_.next(idle_);
  const auto second = walker_.next(idle_);
  const auto cancelled = walker_.ended(first->row, TrialState::FAILED);
  ASSERT_EQ(cancelled.size(), 1u);
  EXPECT_EQ(grid_[cancelled[0].row].teacher, first->row);
  EXPECT_NE(cancelled[0].reason.find(grid_[first->row].id.hex()), std::string::npos);
  EXPECT_TRUE(walker_.ended(second->row, TrialState::COMPLETE).empty());
  EXPECT_TRUE(walker_.next(idle_));
  EXPECT_TRUE(walker_.exhausted());
}

TEST_F(PlanWalkerTest, AWideTeamWaitsForItsRanks) {
  const Plan wide(grid_, costs_, {}, {.workers = 2, .speed = {.operations_per_second = 1}, .team_size = 2});
  PlanWalker walker(wide);
  EXPECT_FALSE(walker.next(std::vector{Rank{1}}));
  const auto assignment = walker.next(idle_);
  ASSERT_TRUE(assignment);
  EXPECT_EQ(assignment->team.size(), 2u);
}

TEST_F(PlanWalkerTest, CompletedTeachersHoldNobodyUp) {
  std::vector<TrialState> states(grid_.size(), TrialState::WAITING);
  for (std::uint32_t i = 0; i < grid_.size(); ++i) {
    if (is_teacher(Row{i})) states[i] = TrialState::COMPLETE;
  }
  const Plan rest(grid_, costs_, states,
                  {.workers = 2, .speed = {.operations_per_second = 1}, .team_size = 1});
  EXPECT_EQ(rehearse(rest).schedule.size(), 2u);
}

/// Independent trials of these seconds, on teams of up to so many ranks.
std::vector<PlannedTrial> trials_of(const std::vector<double>& seconds, int most_ranks) {
  std::vector<PlannedTrial> trials(seconds.size());
  for (std::size_t i = 0; i < trials.size(); ++i)
    trials[i].time = {.divided_seconds = seconds[i], .most_ranks = most_ranks};
  return trials;
}

std::vector<Rank> ranks(int first, int last) {
  std::vector<Rank> list;
  for (int rank = first; rank <= last; ++rank) list.push_back(Rank{rank});
  return list;
}

TEST(PlanWalker, TeamsGrowWhereFewerTrialsAreReadyThanRanksAreIdle) {
  const Plan plan(trials_of(std::vector<double>(80, 10), 100), {.workers = 4});
  PlanWalker walker(plan, [] { return 0.0; });
  for (int i = 0; i < 78; ++i) {
    const auto one = walker.next(ranks(1, 1));
    ASSERT_TRUE(one && one->team.size() == 1);
    walker.ended(one->row, TrialState::COMPLETE);
  }
  const auto first = walker.next(ranks(1, 4));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->team.size(), 2U);
  const auto second = walker.next(ranks(3, 4));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->team.size(), 2U);
}

TEST(PlanWalker, ATrialHasNoMoreRanksThanItCanUse) {
  const Plan plan(trials_of({30, 10}, 3), {.workers = 8});
  PlanWalker walker(plan, [] { return 0.0; });
  EXPECT_EQ(walker.next(ranks(1, 8))->team.size(), 3U);
}

TEST(PlanWalker, ShorterTrialsFillTheGapInFrontOfAWideTeam) {
  std::vector<PlannedTrial> trials = trials_of(std::vector<double>(54, 10), 1);
  trials[0].time = {.divided_seconds = 200, .most_ranks = 2};
  trials[0].teacher = Row{1};
  trials[1].time.divided_seconds = 4;
  trials[52].time.divided_seconds = trials[53].time.divided_seconds = 3;
  const Plan plan(trials, {.workers = 4, .wrong_by = 1});
  ASSERT_EQ(plan[Row{0}].team_size, 2) << "what this test is about";
  double now = 0;
  PlanWalker walker(plan, [&] { return now; });
  const auto start_on = [&](int first, int last) { return walker.next(ranks(first, last)); };
  EXPECT_EQ(start_on(1, 1)->row, Row{1}) << "the teacher";
  std::vector<Row> others;
  for (int rank = 2; rank <= 4; ++rank) others.push_back(start_on(rank, rank)->row);
  now = 4;
  walker.ended(Row{1}, TrialState::COMPLETE);
  // Until 10 no second rank is there for the student: two trials of 3 seconds fit, none of 10.
  for (int i = 0; i < 2; ++i, now += 3) {
    const auto filler = start_on(1, 1);
    ASSERT_TRUE(filler);
    EXPECT_EQ(plan[filler->row].seconds(), 3);
    walker.ended(filler->row, TrialState::COMPLETE);
  }
  EXPECT_FALSE(start_on(1, 1));
  for (const Row row : others) walker.ended(row, TrialState::COMPLETE);
  const auto student = start_on(1, 4);
  ASSERT_TRUE(student);
  EXPECT_EQ(student->row, Row{0});
  EXPECT_EQ(student->team.size(), 2U);
}

TEST(PlanWalker, AllTrialsStartOnceWhateverTheTimes) {
  std::mt19937_64 random(5);
  for (int grid = 0; grid < 50; ++grid) {
    const int workers = 1 + static_cast<int>(random() % 40);
    const auto trials = at_random::random_trials({.trials = 1 + random() % 300, .tail = 1.2}, random);
    const Plan plan(trials, {.workers = workers});
    const Rehearsal rehearsal = rehearse(plan, {.wrong_by = 3, .deaths_per_second = 1e-3, .seed = random()});
    std::vector<int> completed(trials.size(), 0);
    std::vector<double> end(trials.size(), 0);
    for (const Performance& p : rehearsal.schedule) {
      if (p.end != Performance::End::COMPLETE) continue;
      ++completed[p.assignment.row.value];
      end[p.assignment.row.value] = p.end_seconds;
    }
    EXPECT_TRUE(std::all_of(completed.begin(), completed.end(), [](int n) { return n == 1; }));
    std::map<int, double> free_at;  // by rank
    for (const Performance& p : rehearsal.schedule) {
      const auto teacher = trials[p.assignment.row.value].teacher;
      EXPECT_GE(p.start_seconds, teacher ? end[teacher->value] : 0);
      EXPECT_EQ(std::set<Rank>(p.assignment.team.begin(), p.assignment.team.end()).size(),
                p.assignment.team.size());
      for (const Rank rank : p.assignment.team) {
        EXPECT_GE(p.start_seconds, free_at[rank.value]) << "rank " << rank.value << " trains two at once";
        free_at[rank.value] = p.end_seconds;
      }
    }
  }
}

}  // namespace
}  // namespace sweep
