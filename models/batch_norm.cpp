#include "models/batch_norm.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "models/batch_norm_function.hpp"

namespace models {
namespace {

at::Tensor activated(const at::Tensor& y, Activation activation) {
  return activation == Activation::RELU ? at::relu(y) : y;
}

}  // namespace

BatchNorm::BatchNorm(int64_t channels, RunningVariance running_variance_kind, Activation activation,
                     double momentum, double epsilon)
    : gamma(at::ones({channels})),
      beta(at::zeros({channels})),
      running_mean(at::zeros({channels})),
      running_variance(at::ones({channels})),
      kind_(running_variance_kind),
      activation_(activation),
      momentum_(momentum),
      epsilon_(epsilon) {
  gamma.set_requires_grad(true);
  beta.set_requires_grad(true);
}

at::Tensor BatchNorm::forward(const at::Tensor& input, const Pass& pass) {
  const bool training = pass.mode == Mode::TRAIN;
  if (training && (pass.is_team() ? pass.global_rows : input.size(0)) < 1)
    throw std::invalid_argument("batch normalisation needs at least one row in the global batch");
  // LibTorch's own kernel does it all on a GPU, except adding up over a team, Keras' dense variance, and a
  // single value per channel, of which it makes a running variance that is no number.
  const bool own = training && (!input.is_cuda() || pass.is_team() || kind_ == RunningVariance::POPULATION ||
                                input.numel() <= input.size(1));
  const bool wants_float32 = own || !input.is_cuda();
  const at::Tensor x = wants_float32 && input.scalar_type() == at::kBFloat16 ? input.to(at::kFloat) : input;
  if (!training && has_channel_kernels(x) && !at::GradMode::is_enabled())
    return normalise_frozen(x, gamma, beta, running_mean, running_variance, epsilon_, activation_);
  if (!own)
    return activated(at::batch_norm(x, gamma, beta, running_mean, running_variance, training,
                                    /*momentum, the weight of the new value=*/1 - momentum_, epsilon_,
                                    /*cudnn_enabled=*/true),
                     activation_);
  const ChannelStatistics statistics = channel_statistics(x, pass);
  update_running(statistics.mean, statistics.variance, statistics.count);
  return normalise_batch(x, gamma, beta, statistics, epsilon_, activation_, pass);
}

void BatchNorm::update_running(const at::Tensor& mean, const at::Tensor& variance, double count) {
  const at::NoGradGuard no_gradients;
  // TensorFlow guards Bessel's correction against a single value in the same way.
  const double bessel = kind_ == RunningVariance::SAMPLE ? count / std::max(count - 1, 1.0) : 1.0;
  running_mean.mul_(momentum_).add_(mean.to(running_mean.scalar_type()), 1 - momentum_);
  running_variance.mul_(momentum_).add_(variance.to(running_variance.scalar_type()),
                                        bessel * (1 - momentum_));
}

}  // namespace models
