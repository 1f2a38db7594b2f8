#pragma once

#include <cstdint>

namespace sim {

// An endless sequence of random numbers that depends on (key, index) alone: Philox4x32-10 counted by index
// and place.
class RandomStream {
 public:
  RandomStream(std::uint64_t key, std::uint64_t index) : key_(key), index_(index) {}

  std::uint64_t bits();
  // Uniform in [0, 1), 53 random bits.
  double uniform();
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

 private:
  std::uint64_t key_;
  std::uint64_t index_;
  std::uint64_t place_ = 0;
};

}  // namespace sim
