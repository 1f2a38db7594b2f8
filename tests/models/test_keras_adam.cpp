#include "models/keras_adam.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "models/adam_loop.hpp"
#include "models/adam_tensors.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

// Keras' update of one parameter, in float64.
struct Oracle {
  AdamOptions o;
  double value, m = 0, v = 0;

  void step(double gradient, int t) {
    const double g = o.clip_value > 0 ? std::clamp(gradient, -o.clip_value, o.clip_value) : gradient;
    m = o.beta1 * m + (1 - o.beta1) * g;
    v = o.beta2 * v + (1 - o.beta2) * g * g;
    const double lr = o.learning_rate / (1 + o.decay * t);
    const double lr_t = lr * std::sqrt(1 - std::pow(o.beta2, t + 1)) / (1 - std::pow(o.beta1, t + 1));
    value -= lr_t * m / (std::sqrt(v) + o.epsilon);
  }
};

void expect_keras(const AdamOptions& options, double gradient_size, double scale) {
  const int64_t n = 37;
  at::Tensor values = normal_numbers({n}, 1), gradients = at::zeros({n});
  std::vector<Oracle> oracles;
  for (int64_t i = 0; i < n; ++i) oracles.push_back({options, values[i].item<double>()});
  KerasAdam adam(values, gradients, options);
  for (int t = 0; t < 6; ++t) {
    gradients.copy_(gradient_size * normal_numbers({n}, 10 + static_cast<uint64_t>(t)));
    adam.step(scale);
    for (int64_t i = 0; i < n; ++i)
      oracles[static_cast<size_t>(i)].step(scale * gradients[i].item<double>(), t);
  }
  for (int64_t i = 0; i < n; ++i)
    EXPECT_NEAR(values[i].item<double>(), oracles[static_cast<size_t>(i)].value,
                2e-3 * options.learning_rate + 2e-7);
}

TEST(KerasAdam, FollowsTheFormulaWithDecayAndClipping) {
  expect_keras({.learning_rate = 0.1, .decay = 0.2, .clip_value = 0.5}, 1.0, 1.0);
}

TEST(KerasAdam, EpsilonStandsBesideTheUncorrectedRoot) {
  // At the first step √v is 0.03·|g|, so an epsilon of its size tells the two conventions apart.
  expect_keras({.learning_rate = 0.1, .epsilon = 1e-3, .decay = 0, .clip_value = 0}, 0.03, 1.0);
}

// LibTorch's optimiser is the oracle. At the first step the two conventions' epsilons are a factor 32 apart.
TEST(KerasAdam, BesideTheCorrectedRootItIsTorchsAdam) {
  for (const double epsilon : {1e-8, 1e-3}) {
    at::Tensor values = normal_numbers({37}, 1), gradients = at::zeros({37});
    const at::Tensor theirs = values.to(at::kDouble).requires_grad_(true);
    torch::optim::Adam torch({theirs}, torch::optim::AdamOptions(0.1).betas({0.9, 0.999}).eps(epsilon));
    KerasAdam adam(values, gradients,
                   {.learning_rate = 0.1,
                    .epsilon = epsilon,
                    .decay = 0,
                    .clip_value = 0,
                    .epsilon_beside = EpsilonBeside::CORRECTED_ROOT});
    for (uint64_t t = 0; t < 6; ++t) {
      gradients.copy_(0.03 * normal_numbers({37}, 10 + t));
      theirs.mutable_grad() = gradients.to(at::kDouble);
      adam.step();
      torch.step();
    }
    EXPECT_LT(distance(values, theirs), 5e-6);
  }
}

TEST(KerasAdam, ScalesBeforeItClips) {
  expect_keras({.learning_rate = 0.1, .clip_value = 0.5}, 32.0, 1.0 / 32);
}

TEST(KerasAdam, ANotANumberIsNotClippedAway) {
  at::Tensor values = at::zeros({3}), gradients = at::full({3}, std::numeric_limits<float>::quiet_NaN());
  KerasAdam(values, gradients).step();
  EXPECT_TRUE(values.isnan().all().item<bool>());
}

// What devices without a kernel of ours do.
TEST(KerasAdam, TensorOperationsDoWhatTheLoopDoes) {
  for (const float clip : {0.5F, 0.0F}) {
    const AdamCoefficients step{0.25F, clip, 0.1F, 0.001F, 0.02F, 1e-3F};
    const int64_t n = 1001;
    const at::Tensor gradients = 8 * normal_numbers({n}, 1);
    gradients[7] = std::numeric_limits<float>::quiet_NaN();
    std::vector<at::Tensor> loop{normal_numbers({n}, 2), normal_numbers({n}, 3),
                                 normal_numbers({n}, 4).abs()};
    std::vector<at::Tensor> operations;
    for (const at::Tensor& x : loop) operations.push_back(x.clone());
    adam_loop(step, n, gradients.data_ptr<float>(), loop[0].data_ptr<float>(), loop[1].data_ptr<float>(),
              loop[2].data_ptr<float>());
    adam_by_tensors(step, gradients, operations[0], operations[1], operations[2]);
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_TRUE(operations[i][7].isnan().item<bool>());
      EXPECT_TRUE(at::allclose(loop[i], operations[i], 1e-6, 1e-6, /*equal_nan=*/true)) << "array " << i;
    }
  }
}

TEST(KerasAdam, GoesOnFromACheckpoint) {
  const auto gradient = [](int t) { return normal_numbers({5}, 20 + static_cast<uint64_t>(t)); };
  at::Tensor values = at::ones({5}), gradients = at::zeros({5});
  KerasAdam adam(values, gradients, {.learning_rate = 0.1});
  at::Tensor resumed_values;
  std::vector<at::Tensor> moments;
  for (int t = 0; t < 4; ++t) {
    if (t == 2) {
      resumed_values = values.clone();
      moments = {adam.first_moment().clone(), adam.second_moment().clone()};
    }
    gradients.copy_(gradient(t));
    adam.step();
  }
  KerasAdam resumed(resumed_values, gradients, {.learning_rate = 0.1});
  resumed.restore(moments[0], moments[1], 2);
  for (int t = 2; t < 4; ++t) {
    gradients.copy_(gradient(t));
    resumed.step();
  }
  EXPECT_TRUE(at::equal(values, resumed_values));
  EXPECT_EQ(resumed.steps(), 4);
}

TEST(KerasAdam, RefusesBadOptionsAndBuffers) {
  const at::Tensor values = at::zeros({3});
  EXPECT_THROW(KerasAdam(values, at::zeros({4})), std::invalid_argument);
  EXPECT_THROW(KerasAdam(values, values, {.learning_rate = 0}), std::invalid_argument);
  EXPECT_THROW(KerasAdam(values, values, {.beta1 = 1}), std::invalid_argument);
  EXPECT_THROW(KerasAdam(values, values, {.clip_value = -1}), std::invalid_argument);
  EXPECT_THROW(KerasAdam(values, values.clone()).restore(at::zeros({4}), at::zeros({4}), 1),
               std::invalid_argument);
}

}  // namespace
}  // namespace models
