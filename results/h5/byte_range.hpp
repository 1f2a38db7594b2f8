#pragma once

#include <cstdint>

namespace h5 {

/// A piece of a file.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size = 0;
  std::uint64_t end() const { return first + size; }
};

}  // namespace h5
