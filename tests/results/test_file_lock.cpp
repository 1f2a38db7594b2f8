#include "results/file_lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <new>
#include <utility>
#include <vector>

#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::FileLock;
using sweep::InputError;
using testing::HasSubstr;

/// A value that processes share. The kernel zeroes its memory.
template <class T>
class Shared {
 public:
  Shared() {
    void* memory = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    value_ = new (memory) T{};
  }
  ~Shared() { munmap(value_, sizeof(T)); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  T* operator->() const { return value_; }

 private:
  T* value_;
};

/// Runs `work` in another process, which then dies on the spot: nothing is unwound or destroyed.
pid_t start(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child != 0) return child;
  try {
    work();
  } catch (...) {
    _exit(1);
  }
  _exit(0);
}

/// Waits for a process, which must have ended well.
void join(pid_t child) {
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

class FileLockTest : public testing::Test {
 protected:
  bool lock_file_exists() const { return std::filesystem::exists(path_ + ".lock"); }
  /// The message of the InputError that taking `path` throws.
  static std::string refusal(const std::string& path) {
    try {
      const FileLock lock = FileLock::take(path);
    } catch (const InputError& error) {
      return error.what();
    }
    return "(none)";
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
};

TEST_F(FileLockTest, TheSecondTakerIsToldWhoHoldsIt) {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  const FileLock lock = FileLock::take(path_);
  const std::string message = refusal(path_);
  EXPECT_THAT(message, HasSubstr(path_ + ": process " + std::to_string(getpid()) + " on " + host.data()));
  EXPECT_THAT(message, HasSubstr("give another --out"));
  EXPECT_EQ(refusal(folder_ / "other.h5"), "(none)");
}

TEST_F(FileLockTest, ADifferentProcessIsRefused) {
  const FileLock lock = FileLock::take(path_);
  const Shared<std::atomic<bool>> refused;
  join(start([&] { refused->store(refusal(path_) != "(none)"); }));
  EXPECT_TRUE(refused->load());
}

TEST_F(FileLockTest, ItsEndLetsGoAndTidiesUp) {
  {
    const FileLock lock = FileLock::take(path_);
    EXPECT_TRUE(lock_file_exists());
  }
  EXPECT_FALSE(lock_file_exists());
  EXPECT_EQ(refusal(path_), "(none)");
  EXPECT_FALSE(std::filesystem::exists(path_));  // it locks a name: the file itself is not its business
}

TEST_F(FileLockTest, AMoveTakesTheLockAlong) {
  FileLock kept;
  {
    FileLock lock = FileLock::take(path_);
    kept = std::move(lock);
  }
  EXPECT_TRUE(lock_file_exists());
  EXPECT_NE(refusal(path_), "(none)");
}

TEST_F(FileLockTest, AKilledJobLocksNothing) {
  join(start([&] {
    const FileLock lock = FileLock::take(path_);
    _exit(0);
  }));
  ASSERT_TRUE(lock_file_exists());  // nobody was left to remove it
  EXPECT_EQ(refusal(path_), "(none)");
  EXPECT_FALSE(lock_file_exists());
}

TEST_F(FileLockTest, ALongerNameBeforeLeavesNoTrace) {
  write_text(path_ + ".lock", "process 123456789 on " + std::string(100, 'x'));
  const FileLock lock = FileLock::take(path_);
  EXPECT_THAT(read_text(path_ + ".lock"), testing::StartsWith("process " + std::to_string(getpid())));
  EXPECT_THAT(read_text(path_ + ".lock"), testing::Not(HasSubstr("xxx")));
}

TEST_F(FileLockTest, AFolderThatIsNotThereIsTheUsersMistake) {
  EXPECT_THAT(refusal(folder_ / "nowhere/results.h5"), HasSubstr("can't write there"));
}

TEST_F(FileLockTest, RacingProcessesNeverHoldItTogether) {
  constexpr int kProcesses = 4;
  constexpr int kTries = 3000;
  struct Score {
    std::atomic<int> holders;
    std::atomic<int> taken;
    std::atomic<int> together;
  };
  const Shared<Score> score;
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(start([&] {
      for (int i = 0; i < kTries; ++i) {
        try {
          const FileLock lock = FileLock::take(path_);
          if (score->holders.fetch_add(1) != 0) ++score->together;
          ++score->taken;
          usleep(20);  // an invitation to the others
          score->holders.fetch_sub(1);
        } catch (const InputError&) {
          // Another holds it: what the lock is for.
        }
      }
    }));
  }
  for (const pid_t child : children) join(child);
  EXPECT_EQ(score->together, 0);
  EXPECT_GT(score->taken, kProcesses);
  EXPECT_FALSE(lock_file_exists());
}

}  // namespace
