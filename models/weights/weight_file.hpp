#pragma once

#include <string>

#include "models/weights/named_tensors.hpp"

namespace models {

// All tensors of a .npz or safetensors file, told apart by their first bytes. Throws std::invalid_argument,
// "path: what is wrong" in one line.
NamedTensors read_weight_file(const std::string& path);

}  // namespace models
