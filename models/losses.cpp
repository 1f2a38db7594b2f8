#include "models/losses.hpp"

#include <ATen/ATen.h>

#include <cstdio>
#include <stdexcept>

namespace models {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", value);  // 1 - 0.9 as 0.1
  return text;
}

}  // namespace

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

std::string formula(const DistillationOptions& options) {
  const std::string t = number(options.temperature);
  const std::string squared = options.scaling == TemperatureScaling::SQUARED ? t + "^2 * " : "";
  return number(options.kd_weight) + " * " + squared + "KL(softmax(teacher/" + t + ") || softmax(student/" +
         t + ")) + " + number(1 - options.kd_weight) + " * cross-entropy";
}

}  // namespace models
