#include "models/losses.hpp"

#include <ATen/ATen.h>

#include <stdexcept>

namespace models {

at::Tensor cross_entropy_sum(const at::Tensor& logits, const at::Tensor& labels) {
  return -at::log_softmax(logits, 1).gather(1, labels.unsqueeze(1)).sum();
}

at::Tensor distillation_sum(const at::Tensor& logits, const at::Tensor& teacher_logits,
                            const at::Tensor& labels, const DistillationOptions& options) {
  const double t = options.temperature, w = options.kd_weight;
  if (!(t > 0)) throw std::invalid_argument("the distillation temperature must be positive");
  if (!(w >= 0 && w <= 1))
    throw std::invalid_argument("the weight of the distillation term must lie in [0, 1]");
  const double factor = options.scaling == TemperatureScaling::SQUARED ? t * t : 1;
  const at::Tensor teacher = at::log_softmax(teacher_logits.detach() / t, 1);
  const at::Tensor divergence = (teacher.exp() * (teacher - at::log_softmax(logits / t, 1))).sum();
  return w * factor * divergence + (1 - w) * cross_entropy_sum(logits, labels);
}

}  // namespace models
