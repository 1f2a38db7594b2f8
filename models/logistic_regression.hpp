#pragma once

#include <ATen/core/Tensor.h>

namespace models {

// The minimum of Σ log(1 + exp(−(2y−1)·f)) + ridge/2·|w|², f = features·w + intercept: convex, so the answer
// is unique. features: [n, p] float64; labels: [n] of 0 and 1. Returns [p + 1], the intercept last. ridge >
// 0. Newton's method with step halving (iteratively reweighted least squares; Hastie et al., The Elements of
// Statistical Learning, 4.4.1).
at::Tensor fit_logistic_regression(const at::Tensor& features, const at::Tensor& labels, double ridge);

}  // namespace models
