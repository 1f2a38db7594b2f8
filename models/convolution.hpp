#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "models/conventions.hpp"

namespace models {

// A 2-D convolution with as many outputs per axis as ceil(inputs / stride), padded as padding.hpp says. x:
// [rows, channels, height, width]; weight: [filters, channels/groups, kernel, kernel]; bias: [filters] or
// undefined. Zeros are copied in only where a side needs more of them than the opposite one.
at::Tensor convolve_same(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                         int64_t stride, int64_t groups, SamePadding padding = SamePadding::KERAS);

// The same without zeros around: inputs − kernel + 1 outputs per axis, over the stride.
at::Tensor convolve_valid(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                          int64_t stride);

}  // namespace models
