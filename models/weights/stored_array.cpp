#include "models/weights/stored_array.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace models {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are taken as they lie in most files");

int64_t width_of(StoredArray::Type type) {
  switch (type) {
    case StoredArray::Type::FLOAT16:
    case StoredArray::Type::BFLOAT16:
      return 2;
    case StoredArray::Type::FLOAT32:
      return 4;
    case StoredArray::Type::FLOAT64:
      break;
  }
  return 8;
}

float from_float16(uint16_t bits) {
  const int exponent = bits >> 10 & 0x1F, fraction = bits & 0x3FF;
  const float sign = bits & 0x8000 ? -1.0F : 1.0F;
  if (exponent == 0) return sign * std::ldexp(static_cast<float>(fraction), -24);
  const uint32_t high = exponent == 0x1F ? 0xFF : static_cast<uint32_t>(exponent) + 127 - 15;
  return sign * std::bit_cast<float>(high << 23 | static_cast<uint32_t>(fraction) << 13);
}

float from_bfloat16(uint16_t bits) { return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16); }

template <class Number, class Convert>
void convert_all(std::span<const std::byte> bytes, StoredArray::Bytes order, std::vector<float>& values,
                 const Convert& convert) {
  for (size_t i = 0; i < values.size(); ++i) {
    std::array<std::byte, sizeof(Number)> number;
    std::memcpy(number.data(), bytes.data() + i * sizeof(Number), sizeof(Number));
    if (order == StoredArray::Bytes::BIG) std::reverse(number.begin(), number.end());
    values[i] = convert(std::bit_cast<Number>(number));
  }
}

// The same numbers with the last index fastest, where the first was.
std::vector<float> by_rows(const std::vector<float>& columns, const std::vector<int64_t>& shape) {
  std::vector<float> rows(columns.size());
  std::vector<int64_t> index(shape.size(), 0);
  for (float& value : rows) {
    int64_t from = 0;
    for (size_t axis = shape.size(); axis-- > 0;) from = from * shape[axis] + index[axis];
    value = columns[static_cast<size_t>(from)];
    for (size_t axis = shape.size(); axis-- > 0;) {
      if (++index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return rows;
}

}  // namespace

std::optional<uint64_t> StoredArray::size() const {
  constexpr size_t kMostAxes = 8;
  if (shape.size() > kMostAxes) return {};
  // Also without the axes of length 0, so that strides stay sensible.
  int64_t total = width_of(type);
  bool empty = false;
  for (const int64_t length : shape) {
    if (length < 0) return {};
    empty = empty || length == 0;
    if (__builtin_mul_overflow(total, std::max<int64_t>(length, 1), &total)) return {};
  }
  return empty ? 0 : static_cast<uint64_t>(total);
}

FloatArray as_floats(const StoredArray& stored, std::span<const std::byte> bytes) {
  FloatArray array{stored.shape,
                   std::vector<float>(bytes.size() / static_cast<size_t>(width_of(stored.type)))};
  switch (stored.type) {
    case StoredArray::Type::FLOAT16:
      convert_all<uint16_t>(bytes, stored.bytes, array.values, from_float16);
      break;
    case StoredArray::Type::BFLOAT16:
      convert_all<uint16_t>(bytes, stored.bytes, array.values, from_bfloat16);
      break;
    case StoredArray::Type::FLOAT32:
      convert_all<float>(bytes, stored.bytes, array.values, [](float x) { return x; });
      break;
    case StoredArray::Type::FLOAT64:
      convert_all<double>(bytes, stored.bytes, array.values, [](double x) { return static_cast<float>(x); });
      break;
  }
  if (stored.order == StoredArray::Order::COLUMNS) array.values = by_rows(array.values, array.shape);
  return array;
}

}  // namespace models
