#include "workers/rank_team.hpp"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "workers/trial_failure.hpp"

namespace workers {
namespace {

RankTeam everyone() { return {comm::Communicator::world(), sweep::Rank{0}}; }

TEST(RankTeam, SharesCoverEveryRowOnceAndEvenly) {
  const RankTeam team = everyone();
  for (const std::int64_t rows : {0, 1, 2, 3, 7, 32, 33}) {
    const auto [first, last] = team.share_of(rows);
    at::Tensor owners = at::zeros({rows + 1});
    owners.narrow(0, first, last - first).add_(1);
    team.sum(owners);
    EXPECT_EQ(owners.narrow(0, 0, rows).ne(1).sum().item<int>(), 0);
    EXPECT_LE(last - first, rows / team.size() + 1);
  }
}

TEST(RankTeam, AFailureOfOneIsEveryonesWithTheSameMessage) {
  const RankTeam team = everyone();
  const int culprit = team.size() - 1;
  try {
    team.together([&] {
      if (team.rank() == culprit) throw std::runtime_error("disk of " + std::to_string(culprit));
    });
    ADD_FAILURE() << "expected a TrialFailure";
  } catch (const TrialFailure& failure) {
    EXPECT_EQ(failure.what(), "disk of " + std::to_string(culprit));
  }
  EXPECT_NO_THROW(team.together([] {}));
}

TEST(RankTeam, AMemberThatFailsBetweenTwoSumsLeavesNobodyWaiting) {
  const RankTeam team = everyone();
  for (const int sums_of_the_culprit : {0, 1, 5}) {
    const int culprit = team.size() - 1;
    const auto step = [&] {
      for (int i = 0; i < 10; ++i) {
        if (team.rank() == culprit && i == sums_of_the_culprit) throw std::runtime_error("in backward");
        at::Tensor values = at::ones({3 + i});  // sizes differ from sum to sum, as BatchNorm's do
        team.sum(values);
      }
    };
    try {
      try {
        step();
      } catch (...) {
        team.fail(std::current_exception());
      }
      ADD_FAILURE() << "expected a TrialFailure";
    } catch (const TrialFailure& failure) {
      EXPECT_STREQ(failure.what(), "in backward");
    }
    EXPECT_TRUE(team.any(team.rank() == culprit)) << "they still agree";
  }
}

TEST(RankTeam, WhenOneIsAskedToStopAllAreInterrupted) {
  const auto world = comm::Communicator::world();
  const RankTeam team(world, sweep::Rank{0}, [&] { return world.rank() == world.size() - 1; });
  EXPECT_THROW(team.meet(), Interrupted);
  at::Tensor values = at::ones({3});
  EXPECT_NO_THROW(team.sum(values)) << "in the middle of a step nobody leaves";
  // A failure outweighs a stop.
  EXPECT_THROW(team.together([] { throw std::runtime_error("bad"); }), TrialFailure);
}

TEST(RankTeam, SumsAreTheSameOnEveryRank) {
  const RankTeam team = everyone();
  for (const auto type : {at::kFloat, at::kDouble}) {
    at::Tensor values = at::full({1000}, team.rank() + 1.0, type);
    team.sum(values);
    EXPECT_EQ(values.min().item<double>(), team.size() * (team.size() + 1) / 2.0);
    EXPECT_EQ(values.max().item<double>(), team.size() * (team.size() + 1) / 2.0);
  }
}

TEST(Communicator, SubgroupsOfDisjointRanksFormSideBySide) {
  const auto world = comm::Communicator::world();
  if (world.size() < 4) return;  // one rank alone has no subgroups; the program also runs on four
  const int pair = world.rank() / 2;
  auto team = world.subgroup({2 * pair + 1, 2 * pair});
  EXPECT_EQ(team.size(), 2);
  EXPECT_EQ(team.rank(), world.rank() % 2 == 1 ? 0 : 1) << "ranks keep the order they were named in";
  std::vector<double> value = {static_cast<double>(world.rank())};
  team.sum(value);
  EXPECT_EQ(value[0], 4 * pair + 1);
  team.free();
}

}  // namespace
}  // namespace workers
