#include "models/batch_norm.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "tests/models/numbers.hpp"

namespace models {
namespace {

const Pass kTraining{.mode = Mode::TRAIN};

// The definition, in float64, differentiable by autograd.
struct Oracle {
  at::Tensor y, mean, variance;
  double count;
};

Oracle oracle(const at::Tensor& x, const at::Tensor& gamma, const at::Tensor& beta, double epsilon = 1e-3) {
  const at::Tensor last = x.dim() == 4 ? x.permute({0, 2, 3, 1}) : x;
  const at::Tensor rows = last.reshape({-1, x.size(1)});
  const at::Tensor mean = rows.mean(0);
  const at::Tensor variance = (rows - mean).square().mean(0);
  const at::Tensor y = (last - mean) / (variance + epsilon).sqrt() * gamma + beta;
  return {x.dim() == 4 ? y.permute({0, 3, 1, 2}) : y, mean, variance, static_cast<double>(rows.size(0))};
}

// A norm with gamma and beta away from 1 and 0, so that neither hides.
BatchNorm make(int64_t channels, RunningVariance kind, Activation activation = Activation::NONE) {
  BatchNorm norm(channels, kind, activation);
  const at::NoGradGuard no_gradients;
  norm.gamma.copy_(1 + 0.3 * normal_numbers({channels}, 91));
  norm.beta.copy_(0.5 * normal_numbers({channels}, 92));
  return norm;
}

at::Tensor input(at::IntArrayRef shape) { return 3 * normal_numbers(shape, 5) + 7; }

at::Tensor exact_leaf(const at::Tensor& x) { return x.detach().to(at::kDouble).requires_grad_(true); }

TEST(BatchNorm, OutputsAreTheFormula) {
  for (const auto& x : {input({4, 5, 3, 2}), input({9, 5})}) {
    BatchNorm norm = make(5, RunningVariance::SAMPLE);
    const Oracle expected = oracle(x.to(at::kDouble), norm.gamma.to(at::kDouble), norm.beta.to(at::kDouble));
    EXPECT_LT(distance(norm.forward(x, kTraining), expected.y), 1e-5);
  }
}

TEST(BatchNorm, GradientsAreTheFormulasWithAndWithoutRelu) {
  for (const auto activation : {Activation::NONE, Activation::RELU})
    for (const auto& data : {input({4, 5, 3, 2}), input({9, 5})}) {
      BatchNorm norm = make(5, RunningVariance::SAMPLE, activation);
      const at::Tensor weights = normal_numbers(data.sizes(), 6);
      const at::Tensor x = data.clone().requires_grad_(true);
      (norm.forward(x, kTraining) * weights).sum().backward();
      const at::Tensor xd = exact_leaf(data), gamma = exact_leaf(norm.gamma), beta = exact_leaf(norm.beta);
      at::Tensor y = oracle(xd, gamma, beta).y;
      if (activation == Activation::RELU) y = at::relu(y);
      (y * weights).sum().backward();
      EXPECT_LT(distance(x.grad(), xd.grad()), 1e-5);
      EXPECT_LT(distance(norm.gamma.grad(), gamma.grad()), 2e-5);
      EXPECT_LT(distance(norm.beta.grad(), beta.grad()), 2e-5);
    }
}

TEST(BatchNorm, Float64GoesThroughTensorOperationsToTheSameResult) {
  const at::Tensor data = input({4, 5, 3, 2});
  const at::Tensor weights = normal_numbers(data.sizes(), 6);
  BatchNorm single = make(5, RunningVariance::SAMPLE, Activation::RELU), exact = single;
  exact.gamma = exact_leaf(single.gamma);
  exact.beta = exact_leaf(single.beta);
  exact.running_mean = at::zeros({5}, at::kDouble);
  exact.running_variance = at::ones({5}, at::kDouble);
  const at::Tensor x = data.clone().requires_grad_(true), xd = exact_leaf(data);
  (single.forward(x, kTraining) * weights).sum().backward();
  (exact.forward(xd, kTraining) * weights).sum().backward();
  EXPECT_LT(distance(x.grad(), xd.grad()), 1e-5);
  EXPECT_LT(distance(single.gamma.grad(), exact.gamma.grad()), 2e-5);
  EXPECT_LT(distance(single.running_variance, exact.running_variance), 1e-5);
}

// Of data with a spread of √ε, epsilon is half of what is divided by.
TEST(BatchNorm, EpsilonStandsBesideTheVariance) {
  for (const double epsilon : {1e-3, 1e-5})
    for (const auto& shape : {std::vector<int64_t>{4, 5, 3, 2}, std::vector<int64_t>{9, 5}}) {
      const at::Tensor data = std::sqrt(epsilon) * normal_numbers(shape, 5),
                       weights = normal_numbers(shape, 6);
      BatchNorm norm(5, RunningVariance::SAMPLE, Activation::NONE, 0.99, epsilon);
      const at::Tensor x = data.clone().requires_grad_(true), xd = exact_leaf(data);
      const at::Tensor y = norm.forward(x, kTraining);
      const Oracle expected = oracle(xd, at::ones({5}), at::zeros({5}), epsilon);
      EXPECT_LT(distance(y, expected.y), 1e-5);
      (y * weights).sum().backward();
      (expected.y * weights).sum().backward();
      EXPECT_LT(distance(x.grad(), xd.grad()), 1e-6 * xd.grad().abs().max().item<double>() + 1e-5);
      const at::NoGradGuard no_gradients;
      norm.running_mean.zero_();
      norm.running_variance.fill_(epsilon);
      EXPECT_LT(distance(norm.forward(data, {}), data.to(at::kDouble) / std::sqrt(2 * epsilon)), 1e-5);
    }
}

TEST(BatchNorm, MomentumIsTheShareThatStays) {
  BatchNorm norm(3, RunningVariance::POPULATION, Activation::NONE, 0.75);
  const at::Tensor x = input({8, 3});
  norm.forward(x, kTraining);
  EXPECT_LT(distance(norm.running_mean, 0.25 * x.to(at::kDouble).mean(0)), 1e-5);
  EXPECT_LT(distance(norm.running_variance, 0.75 + 0.25 * x.to(at::kDouble).var(0, /*unbiased=*/false)),
            1e-5);
}

TEST(BatchNorm, RunningStatisticsFollowKeras) {
  for (const auto kind : {RunningVariance::SAMPLE, RunningVariance::POPULATION}) {
    BatchNorm norm = make(5, kind);
    at::Tensor mean = at::zeros({5}, at::kDouble), variance = at::ones({5}, at::kDouble);
    for (int step = 0; step < 3; ++step) {
      const at::Tensor x = (1 + step) * input({4, 5});
      norm.forward(x, kTraining);
      const Oracle batch = oracle(x.to(at::kDouble), at::ones({5}), at::zeros({5}));
      const double bessel = kind == RunningVariance::SAMPLE ? 4.0 / 3 : 1;
      mean = 0.99 * mean + 0.01 * batch.mean;
      variance = 0.99 * variance + 0.01 * bessel * batch.variance;
    }
    EXPECT_LT(distance(norm.running_mean, mean), 1e-5);
    EXPECT_LT(distance(norm.running_variance, variance), 2e-5);
  }
}

TEST(BatchNorm, EvaluationUsesTheRunningStatisticsAndLeavesThem) {
  for (const auto activation : {Activation::NONE, Activation::RELU}) {
    BatchNorm norm = make(5, RunningVariance::SAMPLE, activation);
    norm.forward(input({4, 5, 3, 2}), kTraining);
    const at::Tensor mean = norm.running_mean.clone(), variance = norm.running_variance.clone();
    const at::Tensor x = normal_numbers({2, 5, 3, 2}, 8);
    const auto per_channel = [](const at::Tensor& v) { return v.to(at::kDouble).view({1, 5, 1, 1}); };
    at::Tensor expected =
        (x - per_channel(mean)) / (per_channel(variance) + 1e-3).sqrt() * per_channel(norm.gamma) +
        per_channel(norm.beta);
    if (activation == Activation::RELU) expected = at::relu(expected);
    EXPECT_LT(distance(norm.forward(x, {}), expected), 1e-5);
    const at::NoGradGuard no_gradients;
    EXPECT_LT(distance(norm.forward(x, {}), expected), 1e-5);
    EXPECT_EQ(distance(norm.running_mean, mean) + distance(norm.running_variance, variance), 0);
  }
}

TEST(BatchNorm, AMeanFarAboveTheSpreadCostsNoDigitsOfTheVariance) {
  const at::Tensor x = (normal_numbers({4096, 3}, 3) + 1000).contiguous();
  BatchNorm norm(3, RunningVariance::POPULATION);
  norm.forward(x, kTraining);
  const at::Tensor variance = x.to(at::kDouble).var(0, /*unbiased=*/false);
  EXPECT_LT(distance((norm.running_variance.to(at::kDouble) - 0.99) / 0.01, variance), 1e-4);
}

TEST(BatchNorm, ANotANumberIsNotHiddenByRelu) {
  at::Tensor x = input({4, 5});
  x[1][2] = std::numeric_limits<float>::quiet_NaN();
  BatchNorm norm(5, RunningVariance::SAMPLE, Activation::RELU);
  EXPECT_TRUE(norm.forward(x, kTraining).isnan().any().item<bool>());
}

TEST(BatchNorm, RefusesAnEmptyGlobalBatch) {
  BatchNorm norm(5, RunningVariance::SAMPLE);
  EXPECT_THROW(norm.forward(at::zeros({0, 5}), kTraining), std::invalid_argument);
}

}  // namespace
}  // namespace models
