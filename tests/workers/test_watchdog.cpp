#include "workers/watchdog.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "workers/comm/communicator.hpp"

namespace workers {
namespace {

using namespace std::chrono_literals;

/// Death tests fork, which only one rank should do.
class WatchdogDeathTest : public testing::Test {
 protected:
  void SetUp() override {
    if (comm::Communicator::world().size() > 1) GTEST_SKIP() << "one rank shows it";
    testing::FLAGS_gtest_death_test_style = "fast";
  }
};

void idle_for(std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }

TEST_F(WatchdogDeathTest, SilenceEndsTheProcessNamingWhoAndWhat) {
  EXPECT_EXIT(
      {
        Watchdog watchdog({.silence_seconds = 0.3, .who = "rank 3 on node7"});
        watchdog.doing("trial 00ff");
        idle_for(5s);
      },
      testing::ExitedWithCode(1), "rank 3 on node7, trial 00ff: has given no sign of life");
}

TEST_F(WatchdogDeathTest, WhoWaitsForOthersIsGivenTwiceTheTime) {
  EXPECT_EXIT(
      {
        Watchdog watchdog({.silence_seconds = 0.4, .who = "rank 3"});
        {
          const Watchdog::Waiting waiting(&watchdog);
          idle_for(600ms);
        }
        idle_for(200ms);
        const Watchdog::Waiting waiting(&watchdog);
        idle_for(5s);
      },
      testing::ExitedWithCode(1), "has waited for its team");
}

TEST_F(WatchdogDeathTest, WhoDoesNotStopInTimeIsStopped) {
  EXPECT_EXIT(
      {
        Watchdog watchdog({.stop_seconds = 0.3, .who = "rank 3", .stop_wanted = [] { return true; }});
        for (int i = 0; i < 100; ++i) {
          watchdog.beat();
          idle_for(50ms);
        }
      },
      testing::ExitedWithCode(75), "did not come to a point to stop at");
}

TEST_F(WatchdogDeathTest, NobodyOutlivesItsUse) {
  EXPECT_EXIT(
      {
        Watchdog watchdog({.who = "rank 3", .abandoned = [] { return std::string("rank 0 is gone"); }});
        idle_for(5s);
      },
      testing::ExitedWithCode(75), "rank 0 is gone");
}

TEST_F(WatchdogDeathTest, WhoBeatsAndIsNotAskedToStopLives) {
  Watchdog watchdog({.silence_seconds = 0.3, .who = "rank 3"});
  for (int i = 0; i < 10; ++i) {
    watchdog.beat();
    idle_for(60ms);
  }
}

}  // namespace
}  // namespace workers
