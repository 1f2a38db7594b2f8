#pragma once

#include <utility>

namespace h5 {

/// Owns one handle that is a number (an HDF5 id, a file descriptor) and closes it once. Traits give the
/// number's type `Value`, the value `kNone` that owns nothing, and `close(Value) noexcept`.
template <class Traits>
class UniqueHandle {
 public:
  using Value = typename Traits::Value;

  UniqueHandle() = default;
  explicit UniqueHandle(Value value) : value_(value) {}
  ~UniqueHandle() { reset(); }
  UniqueHandle(UniqueHandle&& other) noexcept : value_(std::exchange(other.value_, Traits::kNone)) {}
  UniqueHandle& operator=(UniqueHandle&& other) noexcept {
    if (this != &other) {
      reset();
      value_ = std::exchange(other.value_, Traits::kNone);
    }
    return *this;
  }
  UniqueHandle(const UniqueHandle&) = delete;
  UniqueHandle& operator=(const UniqueHandle&) = delete;

  Value get() const { return value_; }
  explicit operator bool() const { return value_ != Traits::kNone; }
  void reset() noexcept {
    if (value_ != Traits::kNone) Traits::close(std::exchange(value_, Traits::kNone));
  }

 private:
  Value value_ = Traits::kNone;
};

}  // namespace h5
