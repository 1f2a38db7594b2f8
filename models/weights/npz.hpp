#pragma once

#include <cstddef>
#include <span>

#include "models/weights/stored_array.hpp"

namespace models {

// The content of a .npz file: a ZIP of .npy files, stored or deflated, found through its central directory.
// Names lose their ".npy". Checksums are compared. Throws std::invalid_argument, with one line, on anything
// else, and on numbers that would take far more memory than the file does.
FloatArrays read_npz(std::span<const std::byte> file);

}  // namespace models
