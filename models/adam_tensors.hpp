#pragma once

#include <ATen/core/Tensor.h>

#include "models/adam_loop.hpp"

namespace models {

// The step of adam_loop by LibTorch's own operations, equal to rounding: for devices that have no kernel of
// ours.
void adam_by_tensors(const AdamCoefficients& step, const at::Tensor& gradients, const at::Tensor& values,
                     const at::Tensor& first_moment, const at::Tensor& second_moment);

}  // namespace models
