#pragma once

#include <cstdint>

#include "models/random_stream.hpp"

namespace models {

// What a dropout mask is made of.
struct DropoutMask {
  uint64_t key;
  uint32_t layer;
  uint64_t step;
  int64_t first_row;  // in the global batch
  int64_t rows, features;
  float rate;

  // Features are decided four at a time.
  GPU_INLINE int64_t quads() const { return (features + 3) / 4; }

  // Writes up to four factors, 0 or `kept`, of one local row. out: [rows, features].
  GPU_INLINE void write_quad(int64_t row, int64_t quad, float kept, float* out) const {
    // One 64-bit index per step and row: 2^32 of each are never reached.
    const uint64_t index = (step << 32) + static_cast<uint64_t>(first_row + row);
    const RandomStream::Four four = RandomStream(key, layer).four(index, static_cast<uint32_t>(quad));
    for (int i = 0; i < 4; ++i) {
      const int64_t feature = 4 * quad + i;
      if (feature < features) out[row * features + feature] = four.number[i] < rate ? 0.0F : kept;
    }
  }
};

}  // namespace models
