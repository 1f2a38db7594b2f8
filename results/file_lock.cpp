#include "results/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr std::chrono::seconds kUntilTold{1};

/// Who holds the lock, as it wrote itself: "process 4711 on node3".
std::string holder(int descriptor) {
  char text[300] = {};
  const ssize_t size = pread(descriptor, text, sizeof text - 1, 0);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "another job";
}

void sign(int descriptor) {
  char host[256] = {};
  if (gethostname(host, sizeof host - 1) != 0) host[0] = '\0';
  const std::string text = "process " + std::to_string(getpid()) + " on " + host;
  // Only for people to read: when it can't be written, the lock holds all the same.
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, text.data(), text.size(), 0) < 0) return;
}

}  // namespace

FileLock FileLock::take(const std::string& path, std::chrono::seconds patience,
                        const std::function<void(const std::string&)>& waiting) {
  const auto start = std::chrono::steady_clock::now();
  const auto deadline = start + patience;
  bool told = !waiting;
  FileLock lock;
  lock.lock_path_ = path + ".lock";
  while (true) {
    lock.descriptor_ = open(lock.lock_path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock.descriptor_ < 0) {
      throw sweep::InputError(path + ": can't write there: " + std::strerror(errno) + "; give another --out");
    }
    if (flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
      const std::string who = holder(lock.descriptor_);
      close(std::exchange(lock.descriptor_, -1));
      if (std::chrono::steady_clock::now() < deadline) {
        if (!told && std::chrono::steady_clock::now() - start > kUntilTold) {
          waiting(who);
          told = true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        continue;
      }
      throw sweep::InputError(path + ": " + who +
                              " is writing it now: wait for it to end, or give another --out");
    }
    struct stat status {};
    if (fstat(lock.descriptor_, &status) == 0 && status.st_nlink > 0) break;
    close(lock.descriptor_);  // the last holder removed it between our open and our flock: it locks nothing
  }
  sign(lock.descriptor_);
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept
    : lock_path_(std::move(other.lock_path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(lock_path_, other.lock_path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  unlink(lock_path_.c_str());
  close(descriptor_);
}

}  // namespace results
