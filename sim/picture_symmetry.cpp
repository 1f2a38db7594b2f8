#include "sim/picture_symmetry.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace sim {
namespace {

using Hash = std::array<std::uint64_t, 2>;

/// splitmix64's last step: every bit of the result depends on every bit of x.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

/// A picture read in steps: along a row by `step`, from row to row by `stride`, from pixel `first` on.
struct Walk {
  std::int64_t first, step, stride, rows, columns;
};

Hash hash_of(std::span<const float> pixels, const Walk& walk) {
  Hash hash = {mixed(static_cast<std::uint64_t>(walk.rows)),
               mixed(~static_cast<std::uint64_t>(walk.columns))};
  for (std::int64_t row = 0; row < walk.rows; ++row) {
    for (std::int64_t column = 0; column < walk.columns; ++column) {
      const float pixel = pixels[walk.first + row * walk.stride + column * walk.step];
      const std::uint64_t bits = std::bit_cast<std::uint32_t>(pixel == 0 ? 0.0F : pixel);  // −0 is 0
      hash[0] = mixed(hash[0] + bits + 0x9E3779B97F4A7C15U);
      hash[1] = mixed((hash[1] ^ (bits << 16U)) * 0xD6E8FEB86659FD93U + 1);
    }
  }
  return hash;
}

}  // namespace

std::array<std::uint64_t, 2> canonical_hash(std::span<const float> pixels, std::int64_t height,
                                            std::int64_t width) {
  if (height < 1 || width < 1 || static_cast<std::int64_t>(pixels.size()) != height * width)
    throw std::invalid_argument("canonical_hash: the picture's pixels must be height · width");
  const std::int64_t down = (height - 1) * width, right = width - 1;
  Hash smallest = hash_of(pixels, {0, 1, width, height, width});
  const auto also = [&](const Walk& walk) { smallest = std::min(smallest, hash_of(pixels, walk)); };
  also({right, -1, width, height, width});
  also({down, 1, -width, height, width});
  also({down + right, -1, -width, height, width});
  if (height == width) {  // transposed
    also({0, width, 1, width, height});
    also({right, width, -1, width, height});
    also({down, -width, 1, width, height});
    also({down + right, -width, -1, width, height});
  }
  return smallest;
}

}  // namespace sim
