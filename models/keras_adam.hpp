#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "models/adam_loop.hpp"

namespace models {

// Which √v Adam's ε is added to: Keras' is v as it stands, torch's is v corrected for its start at 0.
enum class EpsilonBeside { UNCORRECTED_ROOT, CORRECTED_ROOT };

struct AdamOptions {
  double learning_rate = 1e-6;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-7;
  double decay = 1e-5;      // per step
  double clip_value = 0.5;  // every gradient component is limited to ±clip_value; 0: no limit
  EpsilonBeside epsilon_beside = EpsilonBeside::UNCORRECTED_ROOT;
};

// Adam (Kingma and Ba 2015) in the form of Keras 2 (tf.keras.optimizers.legacy.Adam), on a flat buffer. For
// step t = 0, 1, …, g clipped:
//   m ← β1 m + (1 − β1) g          v ← β2 v + (1 − β2) g²
//   θ ← θ − lr_t · m / (√v + ε)    lr_t = lr/(1 + decay·t) · √(1 − β2^(t+1)) / (1 − β1^(t+1))
// ε stands beside the uncorrected √v. LibTorch's own Adam has it beside √v/√(1 − β2^(t+1)), which is
// ε·√(1 − β2^(t+1)) in the formula above: CORRECTED_ROOT.
class KerasAdam {
 public:
  // `values` and `gradients`: float32 [n] on one device, kept and updated in place (FlatParameters). Throws
  // std::invalid_argument on options outside their range or sizes that differ.
  KerasAdam(at::Tensor values, at::Tensor gradients, AdamOptions options = {});

  // One update. The gradients are first multiplied by gradient_scale (1/rows makes a mean of a sum), then
  // clipped; the buffer itself is left as it is.
  void step(double gradient_scale = 1);

  // For checkpoints.
  const at::Tensor& first_moment() const { return first_moment_; }
  const at::Tensor& second_moment() const { return second_moment_; }
  int64_t steps() const { return steps_; }  // taken so far
  void restore(const at::Tensor& first_moment, const at::Tensor& second_moment, int64_t steps);

 private:
  void apply(const AdamCoefficients& step);

  at::Tensor values_;
  at::Tensor gradients_;
  at::Tensor first_moment_;
  at::Tensor second_moment_;
  AdamOptions options_;
  int64_t steps_ = 0;
};

}  // namespace models
