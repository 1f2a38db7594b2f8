#include "sweep/plan_walker.hpp"

#include <gtest/gtest.h>

#include "sweep/rehearsal.hpp"

namespace sweep {
namespace {

class PlanWalkerTest : public testing::Test {
 protected:
  Grid grid_{Study::parse("factors:\n  data.snr: [5, 2]\n  model.architecture: [teacher, distilled]\n",
                          "study.yaml")};
  std::vector<TrialCost> costs_{std::vector<TrialCost>(grid_.size())};
  Plan plan_{grid_, costs_, {}, {.workers = 2, .speed = {.operations_per_second = 1}, .team_size = 1}};
  PlanWalker walker_{grid_, plan_};
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
  PlanWalker walker(grid_, wide);
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
  PlanWalker walker(grid_, rest);
  EXPECT_EQ(rehearse(walker, rest).size(), 2u);
}

}  // namespace
}  // namespace sweep
