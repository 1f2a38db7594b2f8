#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace models {

// How a file stores the numbers of one tensor.
struct StoredTensor {
  at::ScalarType type = at::kFloat;
  enum class Bytes { LITTLE, BIG } bytes = Bytes::LITTLE;
  enum class Order { ROWS, COLUMNS } order = Order::ROWS;  // which index runs slowest: the first, or the last
  std::vector<int64_t> shape;

  // Bytes of all its numbers; nothing where the shape has more than eight axes, a negative one, or its size
  // is beyond any memory.
  std::optional<uint64_t> size() const;
};

// A new buffer for the numbers as they are stored: uint8, size() of them. Throws std::invalid_argument where
// size() is nothing.
at::Tensor buffer_for(const StoredTensor& stored);

// The numbers in `buffer`, from buffer_for(), as a contiguous float32 tensor of the shape. May use up the
// buffer.
at::Tensor as_floats(const StoredTensor& stored, const at::Tensor& buffer);

}  // namespace models
