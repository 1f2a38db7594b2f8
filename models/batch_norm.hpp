#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "models/pass.hpp"

namespace models {

// Which variance of the batch enters the running one. Keras' fused 4-D kernel divides by n − 1, its dense one
// by n; the batch itself is always normalised by the population variance.
enum class RunningVariance { SAMPLE, POPULATION };

// A ReLU right behind the normalisation is done in the same pass over memory.
enum class Activation { NONE, RELU };

// Batch normalisation as Keras does it (Ioffe and Szegedy 2015; keras.io/api/layers/normalization_layers):
// per channel,
//   training    y = gamma·(x − mean)/√(variance + 1e-3) + beta over the rows of the *global* batch;
//               running ← momentum·running + (1 − momentum)·batch, momentum 0.99 by default
//   evaluation  the same with the running mean and variance.
// x is [rows, channels] or [rows, channels, height, width]. Training on a team is collective on the team: one
// TeamSum of 2·channels float64 forward and one backward, also on a rank without rows. gamma's and beta's
// gradients stay this rank's share: the trainer sums them with all the others.
class BatchNorm {
 public:
  static constexpr double kEpsilon = 1e-3;
  static constexpr double kKerasMomentum = 0.99;

  // momentum: how much of the running statistics a step keeps, in [0, 1).
  BatchNorm(int64_t channels, RunningVariance running_variance, Activation activation = Activation::NONE,
            double momentum = kKerasMomentum);

  at::Tensor forward(const at::Tensor& x, const Pass& pass);

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
};

}  // namespace models
