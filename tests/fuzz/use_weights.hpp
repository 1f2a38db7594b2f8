#pragma once

#include <cstddef>
#include <span>

#include "models/weights/named_tensors.hpp"

namespace fuzz {

/// Reads weights from these bytes, looks at every number and offers them to a tiny vision transformer.
/// Whatever is wrong must be a std::invalid_argument with one line.
void use_weights(models::NamedTensors (*read)(std::span<const std::byte>), std::span<const std::byte> file);

}  // namespace fuzz
