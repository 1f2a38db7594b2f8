#include "models/vit_block.hpp"

#include <ATen/ATen.h>

#include <cmath>

#include "models/dropout.hpp"

namespace models {
namespace {

constexpr double kNormEpsilon = 1e-6;

// [rows, tokens, width] → [rows, heads, tokens, width/heads], a view.
at::Tensor by_head(const at::Tensor& x, int64_t heads) {
  return x.unflatten(2, {heads, x.size(2) / heads}).transpose(1, 2);
}

}  // namespace

at::Tensor vit_norm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  return at::layer_norm(x, {x.size(-1)}, weight, bias, kNormEpsilon);
}

at::Tensor vit_dense(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                     Precision precision) {
  return at::linear(as_factor(x, precision), as_factor(weight, precision), as_factor(bias, precision))
      .to(x.scalar_type());
}

at::Tensor VitBlock::forward(const at::Tensor& x, const Pass& pass) const {
  const auto of = [this](VitBlockTensor which) -> const at::Tensor& { return tensors[which].tensor; };
  const auto dense = [&](const at::Tensor& y, VitBlockTensor weight, VitBlockTensor bias) {
    return vit_dense(y, of(weight), of(bias), pass.precision);
  };
  const auto dropped = [&](const at::Tensor& y, uint32_t place) {
    return Dropout(dropout, first_dropout_layer + place).forward(y, pass);
  };
  const int64_t width = x.size(2);

  const at::Tensor normed = vit_norm(x, of(NORM1_WEIGHT), of(NORM1_BIAS));
  at::Tensor queries, keys, values, rest;
  if (tokens == Tokens::ALL) {
    const auto three = dense(normed, QKV_WEIGHT, QKV_BIAS).chunk(3, 2);
    queries = three[0], keys = three[1], values = three[2], rest = x;
  } else {
    rest = x.narrow(1, 0, 1);
    const auto part = [&](const at::Tensor& y, int64_t first, int64_t count) {
      return vit_dense(y, of(QKV_WEIGHT).narrow(0, first, count), of(QKV_BIAS).narrow(0, first, count),
                       pass.precision);
    };
    queries = part(normed.narrow(1, 0, 1), 0, width);
    const auto two = part(normed, width, 2 * width).chunk(2, 2);
    keys = two[0], values = two[1];
  }
  const double scale = 1 / std::sqrt(static_cast<double>(width / heads));
  const at::Tensor weights =
      (by_head(queries, heads) * scale).matmul(by_head(keys, heads).transpose(2, 3)).softmax(-1);
  const at::Tensor attended = weights.matmul(by_head(values, heads)).transpose(1, 2).flatten(2);
  const at::Tensor y = rest + dropped(dense(attended, PROJECTION_WEIGHT, PROJECTION_BIAS), 0);

  const at::Tensor hidden = dense(vit_norm(y, of(NORM2_WEIGHT), of(NORM2_BIAS)), FC1_WEIGHT, FC1_BIAS);
  return y + dropped(dense(dropped(at::gelu(hidden), 1), FC2_WEIGHT, FC2_BIAS), 2);
}

}  // namespace models
