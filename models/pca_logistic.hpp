#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace models {

// What the logistic regression sees of the k standardised components z.
enum class Features {
  LINEAR,     // z: k features; the decision is linear in the raw numbers
  QUADRATIC,  // z and all z_i·z_j, i <= j: k + k(k+1)/2 features; can surround a class
};

struct PcaLogisticOptions {
  int64_t components = 5;  // at most; fewer where the training rows span less
  double ridge = 0.1;      // loss = Σ cross-entropy + ridge/2·|coefficients|², the intercept left free
  Features features = Features::QUADRATIC;
};

// Logistic regression on the principal components of the training rows: no steps, no random numbers, one
// answer. The components come from the rows' Gram matrix in float64, a block of columns at a time (n² +
// n·block numbers in memory beside the data), or from the columns' where these are fewer; their scores are
// scaled to variance 1; the regression is solved by damped Newton steps. Meant for n up to a few thousand
// rows of up to some 10^5 numbers; everything runs on the CPU.
class PcaLogistic {
 public:
  // Throws std::invalid_argument unless components >= 1 and ridge > 0.
  explicit PcaLogistic(PcaLogisticOptions options = {});

  // x: [n, …] float32 or float64, flattened to [n, d] (pictures as row, column, channel); labels: [n] int64
  // of 0 and 1, both present. Throws std::invalid_argument on other shapes, values that are not finite, or
  // rows that are all equal.
  void fit(const at::Tensor& x, const at::Tensor& labels);

  // [rows, …] → [rows, 2], float32: (−s/2, s/2) with s the log-odds of class 1.
  at::Tensor logits(const at::Tensor& x) const;

  int64_t components() const { return projection_.size(1); }  // kept by fit()

  // Numbers a fitted model holds for d raw numbers: mean (d), projection (d·k), coefficients and the
  // intercept.
  static int64_t parameter_count(int64_t d, const PcaLogisticOptions& options);
  // Per sample, 2 per multiply-add.
  static int64_t forward_operations(int64_t d, const PcaLogisticOptions& options);

 private:
  at::Tensor scores(const at::Tensor& rows) const;  // standardised components, [n, k] float64

  PcaLogisticOptions options_;
  at::Tensor mean_;          // [d], float64
  at::Tensor projection_;    // [d, k], float64: components divided by their standard deviation
  at::Tensor coefficients_;  // [features + 1], float64, the intercept last
};

}  // namespace models
