#pragma once

#include <cstddef>
#include <span>

#include "models/weights/stored_array.hpp"

namespace models {

struct NpyHeader {
  StoredArray stored;
  size_t bytes = 0;  // of the header itself: the numbers follow
};

// The most bytes that a header may take.
constexpr size_t kLongestNpyHeader = size_t{64} << 10;

// The beginning of a .npy file, versions 1 to 3 (numpy.lib.format): 'descr' '<f2', '<f4', '<f8' or the same
// with
// '>', 'fortran_order', 'shape'. Throws std::invalid_argument, with one line, on anything else.
NpyHeader parse_npy_header(std::span<const std::byte> file);

}  // namespace models
