#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace models {

// What a weight file holds, whatever type it keeps its numbers in. Without LibTorch, so that readers can be
// fuzzed with compilers that LibTorch does not know.
struct FloatArray {
  std::vector<int64_t> shape;
  std::vector<float> values;  // the last index runs fastest
};
using FloatArrays = std::map<std::string, FloatArray>;

// How a file stores the numbers of one array.
struct StoredArray {
  enum class Type { FLOAT16, BFLOAT16, FLOAT32, FLOAT64 } type = Type::FLOAT32;
  enum class Bytes { LITTLE, BIG } bytes = Bytes::LITTLE;
  enum class Order { ROWS, COLUMNS } order = Order::ROWS;  // which index runs slowest: the first, or the last
  std::vector<int64_t> shape;

  // Bytes of all its numbers; nothing where the shape has more than eight axes, a negative one, or its size
  // is beyond any memory.
  std::optional<uint64_t> size() const;
};

// `bytes`: as many as stored.size(), which must be something.
FloatArray as_floats(const StoredArray& stored, std::span<const std::byte> bytes);

}  // namespace models
