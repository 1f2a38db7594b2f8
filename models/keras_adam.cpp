#include "models/keras_adam.hpp"

#include <ATen/ATen.h>
#include <c10/core/DeviceGuard.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "gpu/current_stream.hpp"
#include "models/adam_loop.hpp"
#include "models/adam_tensors.hpp"
#ifdef GRIDSWEEP_HAS_CUDA
#include "models/cuda/adam_kernel.hpp"
#endif

namespace models {
namespace {

void check(const at::Tensor& values, const at::Tensor& gradients, const AdamOptions& o) {
  if (values.sizes() != gradients.sizes() || values.dim() != 1 || values.scalar_type() != at::kFloat ||
      !values.is_contiguous() || !gradients.is_contiguous())
    throw std::invalid_argument("Adam needs values and gradients as flat float32 buffers of one size");
  if (!(o.learning_rate > 0)) throw std::invalid_argument("Adam's learning rate must be positive");
  if (!(o.beta1 >= 0 && o.beta1 < 1 && o.beta2 >= 0 && o.beta2 < 1))
    throw std::invalid_argument("Adam's betas must lie in [0, 1)");
  if (!(o.epsilon > 0)) throw std::invalid_argument("Adam's epsilon must be positive");
  if (!(o.decay >= 0)) throw std::invalid_argument("Adam's decay must not be negative");
  if (!(o.clip_value >= 0))
    throw std::invalid_argument("Adam's clip value must not be negative (0: no clipping)");
}

}  // namespace

KerasAdam::KerasAdam(at::Tensor values, at::Tensor gradients, AdamOptions options)
    : values_(std::move(values)), gradients_(std::move(gradients)), options_(options) {
  check(values_, gradients_, options_);
  first_moment_ = at::zeros_like(values_);
  second_moment_ = at::zeros_like(values_);
}

void KerasAdam::step(double gradient_scale) {
  const at::NoGradGuard no_gradients;
  const auto t = static_cast<double>(steps_);
  const double decayed = options_.learning_rate / (1 + options_.decay * t);
  const double correction = std::sqrt(1 - std::pow(options_.beta2, t + 1));
  const double rate = decayed * correction / (1 - std::pow(options_.beta1, t + 1));
  const double epsilon = options_.epsilon_beside == EpsilonBeside::CORRECTED_ROOT
                             ? options_.epsilon * correction
                             : options_.epsilon;
  ++steps_;
  apply({static_cast<float>(gradient_scale), static_cast<float>(options_.clip_value),
         static_cast<float>(1 - options_.beta1), static_cast<float>(1 - options_.beta2),
         static_cast<float>(rate), static_cast<float>(epsilon)});
}

void KerasAdam::apply(const AdamCoefficients& step) {
  float* const gradients = gradients_.data_ptr<float>();
  float* const values = values_.data_ptr<float>();
  float* const first = first_moment_.data_ptr<float>();
  float* const second = second_moment_.data_ptr<float>();
  if (values_.device().is_cpu()) return adam_loop(step, values_.numel(), gradients, values, first, second);
#ifdef GRIDSWEEP_HAS_CUDA
  if (gpu::runs_kernels(values_.device())) {
    const c10::DeviceGuard guard(values_.device());
    return launch_adam(step, values_.numel(), gradients, values, first, second,
                       gpu::current_stream(values_.device()));
  }
#endif
  adam_by_tensors(step, gradients_, values_, first_moment_, second_moment_);
}

void KerasAdam::restore(const at::Tensor& first_moment, const at::Tensor& second_moment, int64_t steps) {
  if (first_moment.sizes() != values_.sizes() || second_moment.sizes() != values_.sizes() || steps < 0)
    throw std::invalid_argument("this optimiser state belongs to another network");
  const at::NoGradGuard no_gradients;
  first_moment_.copy_(first_moment);
  second_moment_.copy_(second_moment);
  steps_ = steps;
}

}  // namespace models
