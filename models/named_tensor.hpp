#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace models {

struct NamedTensor {
  std::string name;  // "conv1.weight", "batch_norm3.running_mean" …
  at::Tensor tensor;
};

}  // namespace models
