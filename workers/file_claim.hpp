#pragma once

#include <optional>
#include <string>
#include <utility>

namespace workers {

/// Says to other processes that this one is at work on something, for as long as it lives: a kernel lock on a
/// file. No way to wait for it, so no way to hang.
class FileClaim {
 public:
  /// Nothing when another process has it. Where no such file can be made, everybody has it: it saves work, no
  /// more.
  static std::optional<FileClaim> attempt(const std::string& path);

  FileClaim(FileClaim&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileClaim& operator=(FileClaim&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileClaim();

 private:
  explicit FileClaim(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace workers
