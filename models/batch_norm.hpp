#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "models/conventions.hpp"
#include "models/pass.hpp"

namespace models {

// A ReLU right behind the normalisation is done in the same pass over memory.
enum class Activation { NONE, RELU };

// Batch normalisation as Keras does it (Ioffe and Szegedy 2015; keras.io/api/layers/normalization_layers):
// per channel,
//   training    y = gamma·(x − mean)/√(variance + ε) + beta over the rows of the *global* batch;
//               running ← momentum·running + (1 − momentum)·batch, by default ε = 1e-3 and momentum = 0.99;
//               Keras' fused 4-D kernel puts the sample variance there, its dense one the population's
//   evaluation  the same with the running mean and variance.
// The input is [rows, channels] or [rows, channels, height, width]. Training on a team is collective on the
// team: one TeamSum of 2·channels float64 forward and one backward, also on a rank without rows. gamma's and
// beta's gradients stay this rank's share: the trainer sums them with all the others.
class BatchNorm {
 public:
  static constexpr double kKerasEpsilon = 1e-3;
  static constexpr double kKerasMomentum = 0.99;

  // momentum: how much of the running statistics a step keeps, in [0, 1).
  BatchNorm(int64_t channels, RunningVariance running_variance, Activation activation = Activation::NONE,
            double momentum = kKerasMomentum, double epsilon = kKerasEpsilon);

  at::Tensor forward(const at::Tensor& input, const Pass& pass);

  // [channels] each, float32; shared with the caller, so they may be moved or replaced through set_data.
  at::Tensor gamma;
  at::Tensor beta;
  at::Tensor running_mean;
  at::Tensor running_variance;

 private:
  void update_running(const at::Tensor& mean, const at::Tensor& variance, double count);

  RunningVariance kind_;
  Activation activation_;
  double momentum_;
  double epsilon_;
};

}  // namespace models
