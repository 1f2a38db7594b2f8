#include "workers/coordinator.hpp"

#include <gtest/gtest.h>

#include <map>

#include "memory_store.hpp"
#include "sweep/plan_walker.hpp"
#include "workers/worker.hpp"

namespace workers {
namespace {

using sweep::Row;
using sweep::TrialState;

const char* kStudy = R"(
factors:
  data.snr: [5, 2, 1]
  model.architecture: [teacher, distilled, student]
  data.sampling: [full, every-10]
  replicate: 4
exclude:
  - {model.architecture: teacher, data.sampling: every-10}
)";

/// Runs a grid with trials that only say how they ended, on whatever ranks there are. On rank 0: the ends by
/// row.
class CoordinatorTest : public testing::Test {
 protected:
  std::map<Row, std::vector<Ended>> run(int team_size, const std::function<TrialState(Row)>& outcome) {
    const auto world = comm::Communicator::world();
    const int workers = std::max(1, world.size() - 1);
    const sweep::Plan plan(
        grid_, std::vector<sweep::TrialCost>(grid_.size()), {},
        {.workers = workers, .speed = {.operations_per_second = 1}, .team_size = team_size});
    sweep::PlanWalker walker(plan);
    std::map<Row, std::vector<Ended>> ends;
    Progress progress;
    progress.ended = [&](const Ended& ended) {
      ends[ended.row].push_back(ended);
      order_.push_back(ended.row);
    };
    progress.started = [&](const sweep::Assignment& assignment) {
      team_sizes_.push_back(static_cast<int>(assignment.team.size()));
    };
    const auto train = [&](const Assignment& assignment, const RankTeam& team,
                           const AfterEpoch& after_epoch) {
      const Row row = assignment.row;
      EXPECT_FALSE(team.any(false)) << "members can talk";
      if (team.is_first()) {
        EXPECT_EQ(after_epoch({row, 0, 0, 0}), sweep::Verdict::GO_ON);
      }
      TrialResult result;
      sweep::TrialRecord& record = result.record;
      record.id = grid_[row].id;
      record.state = outcome(row);
      return result;
    };
    const TrialTraining training{train};
    if (world.size() == 1) {
      run_alone(grid_, walker, store_, training, rules_, progress);
    } else if (world.rank() == 0) {
      Coordinator(world, grid_, walker, store_, rules_, progress).run();
    } else {
      Worker(world, training, store_).run();
    }
    world.barrier();
    return ends;
  }

  bool coordinates() const { return comm::Communicator::world().rank() == 0; }

  sweep::Grid grid_{sweep::Study::parse(kStudy, "study.yaml")};
  RunRules rules_;
  MemoryStore store_;
  std::vector<Row> order_;
  std::vector<int> team_sizes_;
};

TEST_F(CoordinatorTest, EveryTrialRunsOnceAndTeachersBeforeTheirStudents) {
  const auto ends = run(1, [](Row) { return TrialState::COMPLETE; });
  if (!coordinates()) return;
  ASSERT_EQ(ends.size(), grid_.size());
  for (const auto& [row, ended] : ends) EXPECT_EQ(ended.size(), 1u);
  std::map<Row, std::size_t> place;
  for (std::size_t i = 0; i < order_.size(); ++i) place[order_[i]] = i;
  for (std::uint32_t i = 0; i < grid_.size(); ++i) {
    const auto teacher = grid_[Row{i}].teacher;
    EXPECT_TRUE(!teacher || place[*teacher] < place[Row{i}]);
  }
}

TEST_F(CoordinatorTest, WideTeamsFormAndDissolve) {
  const auto ends = run(2, [](Row) { return TrialState::COMPLETE; });
  if (!coordinates()) return;
  EXPECT_EQ(ends.size(), grid_.size());
  const int expected = comm::Communicator::world().size() > 2 ? 2 : 1;
  for (const int size : team_sizes_) EXPECT_EQ(size, expected);
}

TEST_F(CoordinatorTest, StudentsOfAFailedTeacherFailWithoutRunning) {
  const auto is_bad = [&](Row row) {
    const auto settings = grid_.settings(row);
    return settings.text("model.architecture") == "teacher" && settings.number("data.snr") == 2;
  };
  const auto ends = run(1, [&](Row row) { return is_bad(row) ? TrialState::FAILED : TrialState::COMPLETE; });
  if (!coordinates()) return;
  ASSERT_EQ(ends.size(), grid_.size());
  for (std::uint32_t i = 0; i < grid_.size(); ++i) {
    const auto teacher = grid_[Row{i}].teacher;
    const bool cancelled = teacher && is_bad(*teacher);
    EXPECT_EQ(ends.at(Row{i})[0].state,
              cancelled || is_bad(Row{i}) ? TrialState::FAILED : TrialState::COMPLETE);
    const std::string message = cancelled ? store_.records.at(Row{i}).message : "its teacher";
    EXPECT_EQ(message.find("its teacher"), 0u) << message;
  }
  EXPECT_EQ(team_sizes_.size(), grid_.size() - 8) << "4 replicates x 2 samplings never started";
}

}  // namespace
}  // namespace workers
