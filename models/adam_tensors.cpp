#include "models/adam_tensors.hpp"

#include <ATen/ATen.h>

namespace models {

void adam_by_tensors(const AdamCoefficients& step, const at::Tensor& gradients, const at::Tensor& values,
                     const at::Tensor& first_moment, const at::Tensor& second_moment) {
  at::Tensor g = gradients * step.gradient_scale;
  if (step.clip > 0) g.clamp_(-step.clip, step.clip);  // a NaN stays
  first_moment.add_(g - first_moment, step.new_in_first);
  second_moment.add_(g.mul_(g).sub_(second_moment), step.new_in_second);
  values.addcdiv_(first_moment, second_moment.sqrt().add_(step.epsilon), -step.rate);
}

}  // namespace models
