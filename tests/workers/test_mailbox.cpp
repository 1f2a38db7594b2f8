#include "workers/comm/mailbox.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstring>
#include <thread>

namespace comm {
namespace {

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

TEST(Mailbox, LettersArriveWholeFromTheirSender) {
  const auto world = Communicator::world();
  Mailbox mailbox(world);
  const int next = (world.rank() + 1) % world.size();
  const std::vector<std::byte> text(100 + world.rank(), std::byte(world.rank()));
  mailbox.send(next, text);
  const auto letter = mailbox.wait(std::chrono::seconds(10));
  ASSERT_TRUE(letter);
  EXPECT_EQ(letter->from, (world.rank() + world.size() - 1) % world.size());
  EXPECT_EQ(letter->bytes, std::vector<std::byte>(100 + letter->from, std::byte(letter->from)));
  world.barrier();
}

TEST(Mailbox, SendingNeverWaitsForTheReceiver) {
  const auto world = Communicator::world();
  if (world.size() == 1) return;
  constexpr int kLetters = 3000;  // more than there is room for
  Mailbox mailbox(world);
  const auto begin = std::chrono::steady_clock::now();
  if (world.rank() == 0) std::this_thread::sleep_for(std::chrono::seconds(2));  // as good as dead
  if (world.rank() == 1) {
    for (int i = 0; i < kLetters; ++i) mailbox.send(0, std::as_bytes(std::span(&i, 1)));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(1500));
  }
  world.barrier();
  if (world.rank() == 0) {
    for (int i = 0; i < kLetters; ++i) {
      const auto letter = mailbox.wait(std::chrono::seconds(60));
      ASSERT_TRUE(letter);
      int read = -1;
      std::memcpy(&read, letter->bytes.data(), sizeof read);
      ASSERT_EQ(read, i);
    }
    mailbox.send(1, {});
  } else if (world.rank() == 1) {
    EXPECT_TRUE(mailbox.wait(std::chrono::seconds(60))) << "looking for letters sends those that had no room";
  }
  world.barrier();
}

TEST(Mailbox, WaitingInVainDoesNotBurnACore) {
  Mailbox mailbox(Communicator::world());
  const double before = cpu_seconds();
  EXPECT_FALSE(mailbox.wait(std::chrono::seconds(1)));
  EXPECT_LT(cpu_seconds() - before, 0.05);
  Communicator::world().barrier();
}

TEST(Mailbox, AfterALongSilenceLettersAreStillSeenSoon) {
  const auto world = Communicator::world();
  if (world.size() == 1) return;
  Mailbox mailbox(world);
  const auto now = [] { return std::chrono::steady_clock::now(); };
  std::vector<std::chrono::duration<double>> waited;
  for (int i = 0; i < 5; ++i) {
    world.barrier();
    if (world.rank() == 1) {
      std::this_thread::sleep_for(std::chrono::milliseconds(400));
      const auto moment = now().time_since_epoch();  // one clock for all processes of a machine
      mailbox.send(0, std::as_bytes(std::span(&moment, 1)));
    } else if (world.rank() == 0) {
      const auto letter = mailbox.wait(std::chrono::seconds(60));
      ASSERT_TRUE(letter);
      std::chrono::steady_clock::duration sent{};
      std::memcpy(&sent, letter->bytes.data(), sizeof sent);
      waited.emplace_back(now().time_since_epoch() - sent);
    }
  }
  if (world.rank() == 0) {
    EXPECT_LT(*std::min_element(waited.begin(), waited.end()), std::chrono::milliseconds(10));
  }
  world.barrier();
}

}  // namespace
}  // namespace comm
