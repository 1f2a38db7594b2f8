#pragma once

#include <cstddef>
#include <span>

#include "models/weights/stored_array.hpp"

namespace models {

// The content of a safetensors file: an 8-byte length, a header in JSON, then the numbers of all tensors
// without a gap (github.com/huggingface/safetensors, "Format"). F16, BF16, F32 and F64 are read. Throws
// std::invalid_argument, with one line, on anything else, and where lengths and offsets do not add up.
FloatArrays read_safetensors(std::span<const std::byte> file);

}  // namespace models
