#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace models {

// Losses are differentiable sums over the rows at hand (scalars; 0 for no rows): whoever knows the global
// batch divides. logits: [rows, classes]; labels: [rows], int64.

// Σ −log softmax(logits)[label]
at::Tensor cross_entropy_sum(const at::Tensor& logits, const at::Tensor& labels);

enum class TemperatureScaling { SQUARED, NONE };  // whether the KL term is multiplied by T²

struct DistillationOptions {
  double temperature = 3;  // T
  double kd_weight = 0.9;  // w: weight of the teacher's term, in [0, 1]. Keras' own alpha is 1 − w.
  TemperatureScaling scaling = TemperatureScaling::SQUARED;
};

// Σ w·T²·KL(softmax(teacher/T) ‖ softmax(student/T)) + (1 − w)·cross-entropy (Hinton, Vinyals and Dean 2015).
// No gradient flows into teacher_logits. Throws std::invalid_argument on options outside their range.
at::Tensor distillation_sum(const at::Tensor& logits, const at::Tensor& teacher_logits,
                            const at::Tensor& labels, const DistillationOptions& options);

// The same for people, with the numbers in it: "0.9 * 3^2 * KL(softmax(teacher/3) || softmax(student/3)) +
// 0.1 * cross-entropy".
std::string formula(const DistillationOptions& options);

}  // namespace models
