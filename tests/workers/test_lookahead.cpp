#include "workers/lookahead.hpp"

#include <gtest/gtest.h>

namespace workers {
namespace {

TEST(Lookahead, IsOneTrialUntilAnyHasEnded) { EXPECT_EQ(Lookahead().trials(), 1u); }

TEST(Lookahead, ShortTrialsAreGivenForAFewMilliseconds) {
  Lookahead lookahead;
  lookahead.ended_in(100e-6);
  EXPECT_EQ(lookahead.trials(), 50u);
  Lookahead nothing_to_do;
  nothing_to_do.ended_in(0);
  EXPECT_EQ(nothing_to_do.trials(), Lookahead::kMostTrials);
}

TEST(Lookahead, LongTrialsAreGivenOneByOne) {
  Lookahead lookahead;
  lookahead.ended_in(3e-3);
  EXPECT_EQ(lookahead.trials(), 1u);
  lookahead.ended_in(60);
  EXPECT_EQ(lookahead.trials(), 1u);
}

TEST(Lookahead, OneLongTrialEndsIt_ManyShortOnesBringItBack) {
  Lookahead lookahead;
  for (int i = 0; i < 100; ++i) lookahead.ended_in(50e-6);
  EXPECT_EQ(lookahead.trials(), 100u);
  lookahead.ended_in(1);
  EXPECT_EQ(lookahead.trials(), 1u) << "the next may be as long";
  lookahead.ended_in(50e-6);
  EXPECT_EQ(lookahead.trials(), 1u) << "slow to believe";
  for (int i = 0; i < 60; ++i) lookahead.ended_in(50e-6);
  EXPECT_GE(lookahead.trials(), 99u);
}

TEST(Lookahead, AfterAFailureItIsOneTrialAgain) {
  Lookahead lookahead;
  lookahead.ended_in(50e-6);
  lookahead.start_over();
  EXPECT_EQ(lookahead.trials(), 1u);
}

}  // namespace
}  // namespace workers
