#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace models {

// A 2-D convolution with TensorFlow's 'same' padding (padding.hpp). x: [rows, channels, height, width];
// weight: [filters, channels/groups, kernel, kernel]; bias: [filters] or undefined. Zeros are copied in only
// where a side needs more of them than the opposite one.
at::Tensor convolve_same(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                         int64_t stride, int64_t groups);

}  // namespace models
