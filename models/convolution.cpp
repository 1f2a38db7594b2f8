#include "models/convolution.hpp"

#include <ATen/ATen.h>

#include "models/padding.hpp"

namespace models {

at::Tensor convolve_same(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                         int64_t stride, int64_t groups, SamePadding padding) {
  const Padding rows = padding_of(padding, x.size(2), weight.size(2), stride);
  const Padding columns = padding_of(padding, x.size(3), weight.size(3), stride);
  // Never more than one odd zero, always behind: the rest is the convolution's own symmetric padding.
  const int64_t extra_row = rows.after - rows.before;
  const int64_t extra_column = columns.after - columns.before;
  const at::Tensor padded =
      extra_row + extra_column > 0 ? at::constant_pad_nd(x, {0, extra_column, 0, extra_row}) : x;
  return at::conv2d(padded, weight, bias, {stride, stride}, at::IntArrayRef({rows.before, columns.before}),
                    {1, 1}, groups);
}

at::Tensor convolve_valid(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                          int64_t stride) {
  return at::conv2d(x, weight, bias, {stride, stride});
}

}  // namespace models
