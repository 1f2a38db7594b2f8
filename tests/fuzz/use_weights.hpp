#pragma once

#include <cstddef>
#include <span>

#include "models/weights/stored_array.hpp"

namespace fuzz {

/// Reads weights from these bytes. Whatever is wrong must be a
/// std::invalid_argument with one line.
void use_weights(models::FloatArrays (*read)(std::span<const std::byte>), std::span<const std::byte> file);

}  // namespace fuzz
