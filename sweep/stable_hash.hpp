#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace sweep {

/// 64-bit FNV-1a of a text that comes piece by piece, finished with SplitMix64's mixer so that near-equal
/// texts differ in every bit.
class StableHash {
 public:
  void add(std::string_view text) {
    for (const unsigned char c : text) state_ = (state_ ^ c) * kPrime;
  }
  std::uint64_t value() const;

 private:
  friend class TextRun;
  static constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

/// A text that is added to many hashes, in one step whatever its length.
///
/// FNV-1a takes a state h and a byte c to (h ^ c)·p = h·p + ((l ^ c) − l)·p, where l is the lowest byte of h;
/// and the lowest byte of the outcome depends on l alone. So a text of n bytes takes h to h·pⁿ + one of 256
/// constants.
class TextRun {
 public:
  explicit TextRun(std::string_view text);

  void add_to(StableHash& hash) const {
    hash.state_ = hash.state_ * factor_ + constants_[hash.state_ & 0xffU];
  }

 private:
  std::uint64_t factor_ = 1;
  std::array<std::uint64_t, 256> constants_{};  // by the lowest byte of the state before
};

}  // namespace sweep
