#include "models/convolution.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "tests/models/numbers.hpp"

namespace models {
namespace {

// TensorFlow's rule, spelled out in float64 with five loops. Channels are grouped one by one or not at all.
at::Tensor brute_force(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias, int64_t stride,
                       bool depthwise) {
  const int64_t height = x.size(2), width = x.size(3), k = w.size(2), filters = w.size(0);
  const int64_t out_height = (height + stride - 1) / stride, out_width = (width + stride - 1) / stride;
  const int64_t top = std::max<int64_t>((out_height - 1) * stride + k - height, 0) / 2;
  const int64_t left = std::max<int64_t>((out_width - 1) * stride + k - width, 0) / 2;
  at::Tensor y = at::zeros({x.size(0), filters, out_height, out_width}, at::kDouble);
  const auto in = x.to(at::kDouble), kernel = w.to(at::kDouble);
  for (int64_t f = 0; f < filters; ++f)
    for (int64_t i = 0; i < out_height; ++i)
      for (int64_t j = 0; j < out_width; ++j) {
        at::Tensor sum = at::full({x.size(0)}, bias[f].item<double>(), at::kDouble);
        for (int64_t a = 0; a < k; ++a)
          for (int64_t b = 0; b < k; ++b) {
            const int64_t row = i * stride + a - top, column = j * stride + b - left;
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            const at::Tensor pixel = in.select(3, column).select(2, row);  // [rows, channels]
            sum += depthwise ? pixel.select(1, f) * kernel[f][0][a][b]
                             : pixel.mv(kernel[f].select(2, b).select(1, a));
          }
        y.select(3, j).select(2, i).select(1, f).copy_(sum);
      }
  return y;
}

struct Case {
  int64_t height, width, kernel, stride;
  bool depthwise;
};

class Convolution : public testing::TestWithParam<Case> {};

TEST_P(Convolution, IsTensorFlowsSame) {
  const Case c = GetParam();
  const int64_t channels = 3, filters = c.depthwise ? channels : 4;
  const at::Tensor x = normal_numbers({2, channels, c.height, c.width}, 1);
  const at::Tensor w = normal_numbers({filters, c.depthwise ? 1 : channels, c.kernel, c.kernel}, 2);
  const at::Tensor bias = normal_numbers({filters}, 3);
  const at::Tensor expected = brute_force(x, w, bias, c.stride, c.depthwise);
  for (const auto format : {at::MemoryFormat::Contiguous, at::MemoryFormat::ChannelsLast}) {
    const at::Tensor y = convolve_same(x.contiguous(format), w, bias, c.stride, c.depthwise ? channels : 1);
    ASSERT_EQ(y.sizes(), expected.sizes());
    EXPECT_LT(distance(y, expected), 1e-5);
  }
}

INSTANTIATE_TEST_SUITE_P(SizesAndStrides, Convolution,
                         testing::Values(Case{6, 5, 3, 2, false}, Case{5, 6, 3, 2, false},
                                         Case{6, 6, 3, 2, true}, Case{5, 5, 3, 2, true},
                                         Case{4, 7, 3, 1, false}, Case{4, 7, 3, 1, true},
                                         Case{5, 4, 1, 1, false}, Case{7, 8, 2, 1, false},
                                         Case{1, 2, 3, 2, false}));

TEST_P(Convolution, OrIsPaddedEvenlyAsInTorch) {
  const Case c = GetParam();
  if (c.kernel % 2 == 0) GTEST_SKIP() << "symmetric padding keeps the size for odd kernels only";
  const int64_t channels = 3, filters = c.depthwise ? channels : 4, groups = c.depthwise ? channels : 1;
  const at::Tensor x = normal_numbers({2, channels, c.height, c.width}, 1);
  const at::Tensor w = normal_numbers({filters, c.depthwise ? 1 : channels, c.kernel, c.kernel}, 2);
  const at::Tensor bias = normal_numbers({filters}, 3);
  const at::Tensor expected = at::conv2d(x.to(at::kDouble), w.to(at::kDouble), bias.to(at::kDouble), c.stride,
                                         c.kernel / 2, 1, groups);
  const at::Tensor y = convolve_same(x, w, bias, c.stride, groups, SamePadding::TORCH);
  ASSERT_EQ(y.sizes(), expected.sizes());
  EXPECT_LT(distance(y, expected), 1e-5);
  const bool odd_zero = c.stride == 2 && (c.height % 2 == 0 || c.width % 2 == 0);
  EXPECT_EQ(distance(y, convolve_same(x, w, bias, c.stride, groups)) > 0.1, odd_zero);
}

TEST(Convolution, WithoutBiasAndWithoutRows) {
  const at::Tensor w = normal_numbers({4, 3, 1, 1}, 2);
  EXPECT_EQ(convolve_same(at::zeros({1, 3, 2, 2}), w, {}, 1, 1).abs().max().item<float>(), 0);
  EXPECT_EQ(convolve_same(at::zeros({0, 3, 6, 5}), normal_numbers({4, 3, 3, 3}, 2), {}, 2, 1).sizes(),
            at::IntArrayRef({0, 4, 3, 3}));
}

}  // namespace
}  // namespace models
