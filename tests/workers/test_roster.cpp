#include "workers/roster.hpp"

#include <gtest/gtest.h>

namespace workers {
namespace {

using sweep::Assignment;
using sweep::Rank;
using sweep::Row;
using sweep::TrialState;

class RosterTest : public testing::Test {
 protected:
  RosterTest() {
    for (const int rank : {1, 2, 3}) roster_.ready(Rank{rank});
  }
  void give(std::uint32_t row, int rank) { roster_.given(Assignment{Row{row}, {Rank{rank}}}); }
  static Ended complete(std::uint32_t row, float seconds) {
    return {Row{row}, TrialState::COMPLETE, 0, "", Cause::ERROR, seconds};
  }

  Roster roster_{3};
};

TEST_F(RosterTest, ARankIsBusyUntilItIsReady) {
  EXPECT_TRUE(roster_.all_are_idle());
  give(7, 2);
  EXPECT_EQ(roster_.idle(), (std::vector{Rank{1}, Rank{3}}));
  roster_.ended(Rank{2}, complete(7, 10));
  EXPECT_FALSE(roster_.all_are_idle());
  roster_.ready(Rank{2});
  EXPECT_TRUE(roster_.all_are_idle());
}

TEST_F(RosterTest, ReadyIsVoidWhenTrialsAreOnTheirWay) {
  give(7, 2);
  roster_.ended(Rank{2}, complete(7, 1e-4f));
  give(8, 2);  // ahead, before its word came
  roster_.ready(Rank{2});
  EXPECT_EQ(roster_.idle().size(), 2u);
  EXPECT_EQ(roster_.busy().at(Rank{2}).front().row, Row{8});
}

TEST_F(RosterTest, MembersOfATeamAreEachReadyForThemselves) {
  roster_.given(Assignment{Row{7}, {Rank{2}, Rank{1}}});
  roster_.ready(Rank{1});  // before the first rank's report
  EXPECT_EQ(roster_.idle(), (std::vector{Rank{3}, Rank{1}}));
  roster_.ended(Rank{2}, complete(7, 1e-4f));
  EXPECT_EQ(roster_.room_ahead(Rank{2}), 0u) << "nothing ahead before the team is apart";
  roster_.ready(Rank{2});
  EXPECT_TRUE(roster_.all_are_idle());
}

TEST_F(RosterTest, OneThatIsQuickIsToGetSomeAhead) {
  give(0, 1);
  EXPECT_TRUE(roster_.take_short_of_work().empty());
  roster_.ended(Rank{1}, complete(0, 0.9e-3f));
  EXPECT_EQ(roster_.take_short_of_work(), std::vector{Rank{1}});
  EXPECT_TRUE(roster_.take_short_of_work().empty()) << "once";
  EXPECT_EQ(roster_.room_ahead(Rank{1}), 5u);
  for (std::uint32_t row = 1; row <= 5; ++row) give(row, 1);
  EXPECT_EQ(roster_.room_ahead(Rank{1}), 0u);
  for (std::uint32_t row = 1; row <= 2; ++row) roster_.ended(Rank{1}, complete(row, 0.9e-3f));
  EXPECT_TRUE(roster_.take_short_of_work().empty()) << "it still has more than half";
  roster_.ended(Rank{1}, complete(3, 0.9e-3f));
  EXPECT_EQ(roster_.take_short_of_work(), std::vector{Rank{1}});
}

TEST_F(RosterTest, OneThatIsSlowOrFailsIsNot) {
  give(0, 1);
  roster_.ended(Rank{1}, complete(0, 1));
  give(1, 1);
  roster_.ended(Rank{1}, {Row{1}, TrialState::FAILED, 0, "why", Cause::ERROR, 1e-4f});
  EXPECT_TRUE(roster_.take_short_of_work().empty());
  EXPECT_EQ(roster_.room_ahead(Rank{1}), 1u);
}

TEST_F(RosterTest, WhatARankHadIsKnownWhenItIsGone) {
  for (std::uint32_t row = 0; row < 3; ++row) give(row, 1);
  roster_.ended(Rank{1}, complete(0, 1e-4f));
  const auto had = roster_.gone(Rank{1});
  ASSERT_EQ(had.size(), 2u);
  EXPECT_EQ(had.front().row, Row{1}) << "the first was in training";
  EXPECT_EQ(roster_.workers(), 2u);
  EXPECT_TRUE(roster_.take_short_of_work().empty());
  roster_.ended(Rank{1}, complete(1, 1e-4f));  // a letter from before
  roster_.ready(Rank{1});
  EXPECT_TRUE(roster_.take_short_of_work().empty()) << "nothing is given to the dead";
  EXPECT_TRUE(roster_.all_are_idle());
}

}  // namespace
}  // namespace workers
