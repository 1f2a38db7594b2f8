#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <string>

namespace models {

// What a weight file holds: contiguous float32 tensors on the CPU, whatever type the file keeps them in.
using NamedTensors = std::map<std::string, at::Tensor>;

}  // namespace models
