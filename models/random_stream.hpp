#pragma once

#include <array>
#include <cstdint>

#include <Random123/philox.h>

namespace models {

// Random numbers as a pure function of (key, purpose, index): the same on any rank, thread or device order.
// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, SC11.
class RandomStream {
 public:
  RandomStream(uint64_t key, uint32_t purpose)
      : key_{{static_cast<uint32_t>(key), static_cast<uint32_t>(key >> 32)}}, purpose_(purpose) {}

  // Four independent uniform numbers in [0, 1), multiples of 2^-24 and so exact in float32.
  std::array<float, 4> uniforms(uint64_t index, uint32_t index2 = 0) const {
    const r123::Philox4x32::ctr_type counter{
        {static_cast<uint32_t>(index), static_cast<uint32_t>(index >> 32), index2, purpose_}};
    const auto bits = r123::Philox4x32()(counter, key_);
    std::array<float, 4> numbers{};
    for (size_t i = 0; i < 4; ++i) numbers[i] = static_cast<float>(bits[i] >> 8) * 0x1p-24F;
    return numbers;
  }

 private:
  r123::Philox4x32::key_type key_;
  uint32_t purpose_;
};

}  // namespace models
