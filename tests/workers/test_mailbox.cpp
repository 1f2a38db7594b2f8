#include "workers/comm/mailbox.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

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
  const Mailbox mailbox(world);
  const int next = (world.rank() + 1) % world.size();
  const std::vector<std::byte> text(100 + world.rank(), std::byte(world.rank()));
  mailbox.send(next, text);
  const auto letter = mailbox.wait(std::chrono::seconds(10));
  ASSERT_TRUE(letter);
  EXPECT_EQ(letter->from, (world.rank() + world.size() - 1) % world.size());
  EXPECT_EQ(letter->bytes, std::vector<std::byte>(100 + letter->from, std::byte(letter->from)));
  world.barrier();
}

TEST(Mailbox, WaitingInVainDoesNotBurnACore) {
  const Mailbox mailbox(Communicator::world());
  const double before = cpu_seconds();
  EXPECT_FALSE(mailbox.wait(std::chrono::seconds(1)));
  EXPECT_LT(cpu_seconds() - before, 0.2);
  Communicator::world().barrier();
}

}  // namespace
}  // namespace comm
