#include "models/logistic_regression.hpp"

#include <ATen/ATen.h>

namespace models {
namespace {

constexpr int kMaxSteps = 100;
constexpr int kMaxHalvings = 40;
constexpr double kTolerance = 1e-10;  // of the Newton decrement relative to the loss
constexpr double kIntercept = 1e-9;   // a trace of ridge, so that the Hessian stays regular

struct Problem {
  at::Tensor design;   // [n, p + 1], the last column 1
  at::Tensor labels;   // [n], float64
  at::Tensor penalty;  // [p + 1]

  double loss(const at::Tensor& w) const {
    const at::Tensor f = design.mv(w);
    return ((at::softplus(f) - labels * f).sum() + 0.5 * (penalty * w * w).sum()).item<double>();
  }
};

}  // namespace

at::Tensor fit_logistic_regression(const at::Tensor& features, const at::Tensor& labels, double ridge) {
  const at::NoGradGuard no_gradients;
  const int64_t n = features.size(0), p = features.size(1);
  Problem problem{at::cat({features, at::ones({n, 1}, features.options())}, 1), labels.to(at::kDouble),
                  at::full({p + 1}, ridge, features.options())};
  problem.penalty[p] = kIntercept;
  at::Tensor w = at::zeros({p + 1}, features.options());
  double loss = problem.loss(w);
  for (int step = 0; step < kMaxSteps; ++step) {
    const at::Tensor probability = at::sigmoid(problem.design.mv(w));
    const at::Tensor gradient = problem.design.t().mv(probability - problem.labels) + problem.penalty * w;
    const at::Tensor weights = (probability * (1 - probability)).unsqueeze(1);
    const at::Tensor hessian = problem.design.t().mm(problem.design * weights) + at::diag(problem.penalty);
    const at::Tensor factor = at::linalg_cholesky(hessian);
    const at::Tensor direction = at::cholesky_solve(gradient.unsqueeze(1), factor).squeeze(1);
    const double decrement = gradient.dot(direction).item<double>();
    if (!(decrement > kTolerance * (1 + loss))) break;
    double length = 1;
    for (int halving = 0; halving < kMaxHalvings; ++halving, length /= 2) {
      const at::Tensor next = w - length * direction;
      const double next_loss = problem.loss(next);
      if (next_loss <= loss - 1e-4 * length * decrement) {
        w = next;
        loss = next_loss;
        break;
      }
    }
  }
  return w;
}

}  // namespace models
