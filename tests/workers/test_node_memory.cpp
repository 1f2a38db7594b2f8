#include "workers/node_memory.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>

#include "resident_memory.hpp"

namespace workers {
namespace {

constexpr std::size_t kBytes = 64U << 20U;

/// Another process, which calls nothing of MPI; ended without a word at the end of its scope.
class Child {
 public:
  explicit Child(const std::function<void()>& work) {
    int pipes[2];
    EXPECT_EQ(::pipe(pipes), 0);
    process_ = ::fork();
    if (process_ == 0) {
      work();
      [[maybe_unused]] const auto written = ::write(pipes[1], "x", 1);
      for (;;) ::pause();
    }
    char done = 0;
    EXPECT_EQ(::read(pipes[0], &done, 1), 1) << "the other process has got so far";
    ::close(pipes[0]);
    ::close(pipes[1]);
  }
  ~Child() { kill(); }
  void kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }

 private:
  pid_t process_ = 0;
};

ino_t inode_of(const SharedBlock& block) {
  struct stat about {};
  EXPECT_EQ(::fstat(block.place().file, &about), 0);
  return about.st_ino;
}

bool all_are(const SharedBlock& block, int value) {
  return std::all_of(block.bytes(), block.bytes() + kBytes,
                     [&](std::byte byte) { return byte == static_cast<std::byte>(value); });
}

TEST(NodeMemory, RanksOfANodeHaveTheSameBlock) {
  const auto world = comm::Communicator::world();
  const NodeMemory memory(world);
  const auto block = memory.block("squares", 100);
  if (world.size() == 1) {
    EXPECT_EQ(block, nullptr) << "nobody to share with";
    return;
  }
  ASSERT_NE(block, nullptr);
  for (const std::uint64_t inode : world.all(inode_of(*block))) EXPECT_EQ(inode, inode_of(*block));
  block->bytes()[world.rank()] = static_cast<std::byte>(world.rank() * world.rank() + 1);
  world.barrier();
  for (int rank = 0; rank < world.size(); ++rank)
    EXPECT_EQ(block->bytes()[rank], static_cast<std::byte>(rank * rank + 1));
  world.barrier();
}

TEST(NodeMemory, IsThereOnceAndTakesNoMemoryOfTheSecondProcess) {
  const NodeMemory memory = NodeMemory::with_new_board();
  const Child other([&] {
    auto* const held = new std::shared_ptr(NodeMemory::with_board(memory.board()).block("a", kBytes));
    std::fill_n((*held)->bytes(), kBytes, std::byte{7});
  });
  const double own = resident_mib("RssAnon");
  const double shared = resident_mib("RssShmem");
  const auto block = memory.block("a", kBytes);
  ASSERT_NE(block, nullptr);
  EXPECT_TRUE(all_are(*block, 7)) << "what the other process wrote";
  EXPECT_LT(resident_mib("RssAnon") - own, 24);
  EXPECT_GT(resident_mib("RssShmem") - shared, 60);
  EXPECT_NE(inode_of(*memory.block("b", kBytes)), inode_of(*block)) << "another name";
  EXPECT_NE(inode_of(*memory.block("a", kBytes / 2)), inode_of(*block)) << "another size";
}

TEST(NodeMemory, OutlivesWhoMadeIt) {
  const NodeMemory memory = NodeMemory::with_new_board();
  Child other([&] {
    auto* const held = new std::shared_ptr(NodeMemory::with_board(memory.board()).block("a", kBytes));
    std::fill_n((*held)->bytes(), kBytes, std::byte{7});
  });
  const auto block = memory.block("a", kBytes);
  ASSERT_NE(block, nullptr);
  other.kill();
  EXPECT_TRUE(all_are(*block, 7));
  // The board points to a process that is no more: the next one makes its own.
  const auto next = memory.block("a", kBytes);
  ASSERT_NE(next, nullptr);
  EXPECT_TRUE(all_are(*next, 0));
  EXPECT_EQ(inode_of(*memory.block("a", kBytes)), inode_of(*next));
}

TEST(NodeMemory, GoesWithTheLastWhoHeldIt) {
  const double shared = resident_mib("RssShmem");
  const NodeMemory memory = NodeMemory::with_new_board();
  auto block = memory.block("a", kBytes);
  ASSERT_NE(block, nullptr);
  std::fill_n(block->bytes(), kBytes, std::byte{7});
  block.reset();
  EXPECT_LT(resident_mib("RssShmem") - shared, 24);
  EXPECT_TRUE(all_are(*memory.block("a", kBytes), 0)) << "a new one, not that of before";
}

TEST(SharedBlock, OpensOnlyWhatItLooksFor) {
  const auto block = SharedBlock::make("a", 1000);
  ASSERT_NE(block, nullptr);
  ASSERT_TRUE(block->reserve());
  const int process = ::getpid();
  EXPECT_NE(SharedBlock::open(block->place(), "a", 1000), nullptr);
  EXPECT_EQ(SharedBlock::open(block->place(), "b", 1000), nullptr);
  EXPECT_EQ(SharedBlock::open(block->place(), "a", 1001), nullptr);
  EXPECT_EQ(SharedBlock::open({process, -1}, "a", 1000), nullptr);
  EXPECT_EQ(SharedBlock::open({process, 1'000'000}, "a", 1000), nullptr);
  EXPECT_EQ(SharedBlock::open({0, 0}, "a", 1000), nullptr);
  EXPECT_EQ(SharedBlock::make(std::string(5000, 'a'), 1000), nullptr);

  // The number of a file that is another one by now.
  const auto path = std::filesystem::temp_directory_path() / ("shared-block-" + std::to_string(process));
  std::ofstream(path) << std::string(4096 + 1000, 'x');
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  EXPECT_EQ(SharedBlock::open({process, file}, "a", 1000), nullptr);
  std::filesystem::remove(path);
  EXPECT_EQ(SharedBlock::open({process, file}, "a", 1000), nullptr) << "of the same size, without a name";
  ::close(file);
}

TEST(SharedBlock, WithoutMemoryIsOfNoUse) {
  const auto block = SharedBlock::make("a", std::size_t{1} << 46U);
  if (block) {
    EXPECT_FALSE(block->reserve());
    EXPECT_FALSE(block->wait_until_reserved());
  }
}

}  // namespace
}  // namespace workers
