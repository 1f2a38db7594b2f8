#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "models/named_tensor.hpp"
#include "models/pass.hpp"

namespace models {

// What a block of a vision transformer holds, in timm's order; weights are [outputs, inputs].
enum VitBlockTensor : uint32_t {
  NORM1_WEIGHT,
  NORM1_BIAS,
  QKV_WEIGHT,  // queries, keys, values: [3·width, width]
  QKV_BIAS,
  PROJECTION_WEIGHT,
  PROJECTION_BIAS,
  NORM2_WEIGHT,
  NORM2_BIAS,
  FC1_WEIGHT,
  FC1_BIAS,
  FC2_WEIGHT,
  FC2_BIAS,
  VIT_BLOCK_TENSORS
};

// Which tokens a block works out: behind the last one only the class token is looked at.
enum class Tokens { ALL, FIRST };

struct VitBlock {
  const NamedTensor* tensors;  // VIT_BLOCK_TENSORS of them
  int64_t heads;
  double dropout;
  uint32_t first_dropout_layer;  // kVitBlockDropouts numbers from here on are the block's
  Tokens tokens;

  // x: [rows, tokens, width] → the same, or [rows, 1, width] for FIRST.
  at::Tensor forward(const at::Tensor& x, const Pass& pass) const;
};

constexpr uint32_t kVitBlockDropouts = 3;

// LayerNorm over the last axis with the epsilon of vision transformers.
at::Tensor vit_norm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// x·weightᵀ + bias, the factors rounded as `precision` says; the result has x's own type.
at::Tensor vit_dense(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                     Precision precision);

}  // namespace models
