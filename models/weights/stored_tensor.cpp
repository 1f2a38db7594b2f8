#include "models/weights/stored_tensor.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace models {

static_assert(std::endian::native == std::endian::little, "numbers are taken as they lie in most files");

std::optional<uint64_t> StoredTensor::size() const {
  constexpr size_t kMostAxes = 8;
  if (shape.size() > kMostAxes) return {};
  // Also without the axes of length 0, so that strides stay sensible.
  auto total = static_cast<int64_t>(c10::elementSize(type));
  bool empty = false;
  for (const int64_t length : shape) {
    if (length < 0) return {};
    empty = empty || length == 0;
    if (__builtin_mul_overflow(total, std::max<int64_t>(length, 1), &total)) return {};
  }
  return empty ? 0 : static_cast<uint64_t>(total);
}

at::Tensor buffer_for(const StoredTensor& stored) {
  const auto size = stored.size();
  if (!size) throw std::invalid_argument("a tensor is larger than any memory");
  return at::empty({static_cast<int64_t>(*size)}, at::kByte);
}

at::Tensor as_floats(const StoredTensor& stored, const at::Tensor& buffer) {
  if (stored.bytes == StoredTensor::Bytes::BIG) {
    const auto width = static_cast<std::ptrdiff_t>(c10::elementSize(stored.type));
    auto* const bytes = buffer.data_ptr<uint8_t>();
    for (std::ptrdiff_t at = 0; at < buffer.numel(); at += width)
      std::reverse(bytes + at, bytes + at + width);
  }
  const at::Tensor numbers = buffer.view(stored.type).to(at::kFloat);
  if (stored.order == StoredTensor::Order::ROWS) return numbers.view(stored.shape);
  const std::vector<int64_t> reversed(stored.shape.rbegin(), stored.shape.rend());
  std::vector<int64_t> axes(reversed.size());
  std::iota(axes.rbegin(), axes.rend(), 0);
  return numbers.view(reversed).permute(axes).contiguous();
}

}  // namespace models
