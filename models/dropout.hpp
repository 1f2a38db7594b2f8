#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "models/pass.hpp"

namespace models {

// Inverted dropout: in training a value survives with probability 1 − rate and is then divided by 1 − rate,
// so that its expectation stays; in evaluation nothing happens. Whether it survives is a function of
// (pass.dropout_key, layer, pass.step, row of the global batch, feature) alone: the team's size and the
// device do not matter.
class Dropout {
 public:
  // `layer` tells the dropouts of one network apart. Throws std::invalid_argument unless 0 <= rate < 1.
  Dropout(double rate, uint32_t layer);

  // x: [rows, …]; what follows the first axis counts as features in memory order of a contiguous tensor.
  at::Tensor forward(const at::Tensor& x, const Pass& pass) const;

  // The factor of every value: 0 or 1/(1 − rate). [rows, features], float32, made on the device.
  at::Tensor mask(int64_t rows, int64_t features, const Pass& pass, at::Device device = at::kCPU) const;

 private:
  double rate_;
  uint32_t layer_;
};

}  // namespace models
