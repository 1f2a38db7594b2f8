#pragma once

#include <array>
#include <cstdint>

#include "gpu/philox.hpp"

namespace models {

// Random numbers as a pure function of (key, purpose, index): the same on any rank, thread or device, in any
// order.
class RandomStream {
 public:
  GPU_INLINE RandomStream(uint64_t key, uint32_t purpose) : key_(key), purpose_(purpose) {}

  struct Four {
    float number[4];
  };
  // Four independent uniform numbers in [0, 1), multiples of 2^-24 and so exact in float32.
  GPU_INLINE Four four(uint64_t index, uint32_t index2 = 0) const {
    const gpu::PhiloxWords bits = gpu::philox(
        {{static_cast<uint32_t>(index), static_cast<uint32_t>(index >> 32), index2, purpose_}}, key_);
    return {{unit(bits.word[0]), unit(bits.word[1]), unit(bits.word[2]), unit(bits.word[3])}};
  }

  std::array<float, 4> uniforms(uint64_t index, uint32_t index2 = 0) const {
    const Four f = four(index, index2);
    return {f.number[0], f.number[1], f.number[2], f.number[3]};
  }

 private:
  static GPU_INLINE float unit(uint32_t bits) { return static_cast<float>(bits >> 8) * 0x1p-24F; }

  uint64_t key_;
  uint32_t purpose_;
};

}  // namespace models
