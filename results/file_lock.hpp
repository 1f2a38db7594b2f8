#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace results {

/// Keeps a second job from writing the same results file: an exclusive flock on PATH.lock, which the kernel
/// lets go of when the process ends, however it ends.
class FileLock {
 public:
  FileLock() = default;
  /// Throws sweep::InputError when another job holds it, naming that job's host and process, or when the lock
  /// file can't be made.
  /// For so long it waits for a holder to end: one that was just killed takes a moment to go. `waiting` is
  /// called once, with who it is, when it has waited for a second.
  static FileLock take(const std::string& path, std::chrono::seconds patience = std::chrono::seconds(0),
                       const std::function<void(const std::string& holder)>& waiting = nullptr);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  /// Lets go, and removes PATH.lock.
  ~FileLock();

 private:
  std::string lock_path_;
  int descriptor_ = -1;
};

}  // namespace results
