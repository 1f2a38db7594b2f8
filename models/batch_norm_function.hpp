#pragma once

#include <ATen/core/Tensor.h>

#include "models/batch_norm.hpp"
#include "models/pass.hpp"

namespace models {

// Mean and population variance of every channel over the rows of the global batch: [channels], float64.
struct ChannelStatistics {
  at::Tensor mean;
  at::Tensor variance;
  double count = 0;  // values per channel in the global batch
};

// x: [rows, channels] or [rows, channels, height, width]. Collective on the team.
ChannelStatistics channel_statistics(const at::Tensor& x, const Pass& pass);

// gamma·(x − mean)/√(variance + ε) + beta, then the activation, as a differentiable function of x, gamma and
// beta that knows that mean and variance came from x. Collective on the team in backward only. A picture
// comes out channels-last.
at::Tensor normalise_batch(const at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta,
                           const ChannelStatistics& statistics, double epsilon, Activation activation,
                           const Pass& pass);

// The same from given statistics, not differentiable: for evaluation. CPU, float32.
at::Tensor normalise_frozen(const at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta,
                            const at::Tensor& mean, const at::Tensor& variance, double epsilon,
                            Activation activation);

// Whether the loops of channel_kernels.hpp work on x; everything else goes through tensor operations.
bool has_channel_kernels(const at::Tensor& x);

}  // namespace models
