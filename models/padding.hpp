#pragma once

#include <algorithm>
#include <cstdint>

#include "models/conventions.hpp"

namespace models {

// Zeros added in front of and behind one axis by a convolution.
struct Padding {
  int64_t before = 0;
  int64_t after = 0;
  bool operator==(const Padding&) const = default;
};

// TensorFlow's 'same' padding of an axis of n values under a window of k with stride s (n, k, s >= 1):
// ceil(n/s) outputs, the odd zero at the end. At stride 2 it differs from a symmetric padding of 1: an even n
// gets (0, 1). Source: tensorflow.org/api_docs/python/tf/nn, "Notes on padding".
constexpr Padding same_padding(int64_t n, int64_t k, int64_t s) {
  const int64_t total = std::max<int64_t>(k - ((n - 1) % s) - 1, 0);
  return {total / 2, total - total / 2};
}

// torch.nn's usual padding=kernel/2: symmetric. For an odd kernel the outputs are as many; at stride 2 and
// even n each sees other values.
constexpr Padding symmetric_padding(int64_t k) { return {k / 2, k / 2}; }

constexpr Padding padding_of(SamePadding rule, int64_t n, int64_t k, int64_t s) {
  return rule == SamePadding::KERAS ? same_padding(n, k, s) : symmetric_padding(k);
}

}  // namespace models
