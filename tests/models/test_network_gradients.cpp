#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <functional>

#include "models/architectures.hpp"
#include "models/losses.hpp"
#include "models/network.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

// Each `every`-th element of each parameter's gradient against central differences of the loss.
void expect_finite_differences(const Network& network, const std::function<at::Tensor()>& loss,
                               int64_t every) {
  const at::NoGradGuard no_gradients;
  for (const NamedTensor& parameter : network.named_parameters()) {
    const at::Tensor values = parameter.tensor.view(-1), gradients = parameter.tensor.grad().reshape(-1);
    for (int64_t i = 0; i < values.numel(); i += every) {
      constexpr double kStep = 1e-5;
      const double value = values[i].item<double>();
      values[i] = value + kStep;
      const double above = loss().item<double>();
      values[i] = value - kStep;
      const double below = loss().item<double>();
      values[i] = value;
      EXPECT_NEAR(gradients[i].item<double>(), (above - below) / (2 * kStep), 1e-6)
          << parameter.name << " " << i;
    }
  }
}

// Every layer kind of the report against central differences, in float64. A parameter in ten is tried.
TEST(Network, GradientsAreTheFiniteDifferences) {
  const Blueprint blueprint{conv(4, 3, 2), batch_norm(),    relu(),    depthwise(3), batch_norm(),
                            relu(),        average_pool(2), flatten(), dense(3),     batch_norm(),
                            dropout(0.3),  dense(3),        relu(),    dense(2)};
  Network network(blueprint, {2, 8, 5}, 3);
  network.to(at::kDouble);
  const at::Tensor x = normal_numbers({6, 2, 8, 5}, 4).to(at::kDouble);
  const at::Tensor labels = at::tensor({0, 1, 0, 1, 1, 0}, at::kLong);
  const Pass pass{.mode = Mode::TRAIN, .dropout_key = 9};
  const auto loss = [&] { return cross_entropy_sum(network.forward(x, pass), labels); };
  loss().backward();
  expect_finite_differences(network, loss, 10);
}

// The layers of the wells' networks, likewise; two convolutions deep, so that gradients go through a pool.
TEST(Network, GradientsOfValidConvolutionsAndLeakyLayersAreTheFiniteDifferences) {
  const Blueprint blueprint{valid_conv(4, 3), relu(),   max_pool(2),     valid_conv(3, 2), relu(),
                            flatten(),        dense(5), leaky_relu(0.2), dense(1),         pair_of_logits()};
  Network network(blueprint, {2, 9, 7}, 3);
  network.to(at::kDouble);
  const at::Tensor x = normal_numbers({6, 2, 9, 7}, 4).to(at::kDouble);
  const at::Tensor labels = at::tensor({0, 1, 0, 1, 1, 0}, at::kLong);
  const auto loss = [&] { return cross_entropy_sum(network.forward(x, {.mode = Mode::TRAIN}), labels); };
  loss().backward();
  expect_finite_differences(network, loss, 1);
}

// The report's networks whole, with the loss they are distilled by, each parameter along a random direction.
TEST(Network, GradientsOfStudentAndTeacherAreTheFiniteDifferences) {
  for (const char* const name : {"student", "teacher"}) {
    Network network(find_architecture(name).blueprint({}), {2, 16, 4}, 1);
    network.to(at::kDouble);
    const at::Tensor x = normal_numbers({6, 2, 16, 4}, 4).to(at::kDouble);
    const at::Tensor labels = at::tensor({0, 1, 0, 1, 1, 0}, at::kLong);
    const at::Tensor taught = 3 * normal_numbers({6, 2}, 5).to(at::kDouble);
    const Pass pass{.mode = Mode::TRAIN, .dropout_key = 9};
    const auto loss = [&] { return distillation_sum(network.forward(x, pass), taught, labels, {}); };
    loss().backward();
    const at::NoGradGuard no_gradients;
    uint64_t seed = 100;
    for (const NamedTensor& parameter : network.named_parameters()) {
      constexpr double kStep = 1e-8;  // so short that hardly a ReLU switches on the way
      const at::Tensor values = parameter.tensor, kept = values.clone();
      const at::Tensor direction = normal_numbers(values.sizes(), ++seed).to(at::kDouble);
      values.copy_(kept + kStep * direction);
      const double above = loss().item<double>();
      values.copy_(kept - kStep * direction);
      const double below = loss().item<double>();
      values.copy_(kept);
      const double slope = (values.grad() * direction).sum().item<double>();
      EXPECT_NEAR(slope, (above - below) / (2 * kStep), 1e-5 * (1 + std::abs(slope)))
          << name << " " << parameter.name;
    }
  }
}

}  // namespace
}  // namespace models
