#include "models/network.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "models/architectures.hpp"
#include "models/initial_values.hpp"
#include "models/losses.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

constexpr InputShape kInput{2, 16, 4};

Network make(const std::string& name, uint64_t key = 1) {
  return {find_architecture(name).blueprint({}), kInput, key};
}

std::map<std::string, at::Tensor> by_name(const Network& network) {
  std::map<std::string, at::Tensor> tensors;
  for (const NamedTensor& parameter : network.named_parameters()) tensors[parameter.name] = parameter.tensor;
  return tensors;
}

TEST(Network, WeightsFillGlorotsBoundsOfKerasFans) {
  const Network network = make("teacher");
  const auto tensors = by_name(network);
  const std::map<std::string, std::pair<int64_t, int64_t>> fans{
      {"conv1.weight", {9 * 2, 9 * 32}}, {"depthwise1.weight", {9 * 32, 9}},  {"conv2.weight", {32, 16}},
      {"conv3.weight", {16, 96}},        {"depthwise2.weight", {9 * 96, 9}},  {"conv4.weight", {96, 64}},
      {"conv5.weight", {64, 384}},       {"depthwise3.weight", {9 * 384, 9}}, {"conv6.weight", {384, 320}},
      {"last_conv.weight", {320, 256}},  {"dense1.weight", {256 * 4, 64}},    {"dense2.weight", {64, 2}}};
  for (const auto& [name, fan] : fans) {
    const double bound = std::sqrt(6.0 / static_cast<double>(fan.first + fan.second));
    const at::Tensor w = tensors.at(name).detach().to(at::kDouble);
    const double n = static_cast<double>(w.numel());
    EXPECT_LE(w.abs().max().item<double>(), bound * (1 + 1e-6)) << name;
    EXPECT_GT(w.abs().max().item<double>(), bound * (1 - 12 / n)) << name;
    EXPECT_NEAR(w.mean().item<double>(), 0, 4 * bound / std::sqrt(3 * n)) << name;
  }
}

TEST(Network, OtherParametersStartAsInKeras) {
  const Network network = make("teacher");
  for (const auto& [name, tensor] : by_name(network)) {
    if (name.ends_with(".weight")) continue;
    const float expected = name.ends_with(".gamma") ? 1 : 0;
    EXPECT_TRUE((tensor == expected).all().item<bool>()) << name;
  }
  EXPECT_EQ(by_name(network).count("last_conv.bias"), 0U);
}

TEST(Network, OrParametersStartAsInTorch) {
  ModelOptions options;
  options.conventions.initial_values = InitialValues::TORCH;
  const Network network(find_architecture("student").blueprint(options), kInput, 1);
  const auto tensors = by_name(network);
  // What torch.nn.Conv2d and torch.nn.Linear count as inputs of one output.
  const std::map<std::string, int64_t> fan_ins{{"conv1", 9 * 2}, {"depthwise1", 9},   {"conv2", 32},
                                               {"conv4", 96},    {"dense1", 256 * 4}, {"dense2", 64}};
  for (const auto& [name, fan_in] : fan_ins)
    for (const char* const which : {".weight", ".bias"}) {
      const double bound = 1 / std::sqrt(static_cast<double>(fan_in));
      const at::Tensor w = tensors.at(name + which).detach().to(at::kDouble);
      const double n = static_cast<double>(w.numel());
      EXPECT_LE(w.abs().max().item<double>(), bound * (1 + 1e-6)) << name << which;
      EXPECT_GT(w.abs().max().item<double>(), bound * (1 - 12 / n)) << name << which;
      EXPECT_NEAR(w.mean().item<double>(), 0, 4 * bound / std::sqrt(3 * n)) << name << which;
    }
}

TEST(Network, InitialValuesAreAFunctionOfTheKey) {
  const Network a = make("student", 5), b = make("student", 5), c = make("student", 6);
  EXPECT_TRUE(at::equal(a.parameters()[0], b.parameters()[0]));
  EXPECT_FALSE(at::equal(a.parameters()[0], c.parameters()[0]));
  EXPECT_FALSE(at::equal(uniform_values({8}, 1, 5, 0), uniform_values({8}, 1, 5, 1)));
  // The first elements do not depend on how many follow.
  EXPECT_TRUE(at::equal(uniform_values({6}, 1, 5, 0), uniform_values({70000}, 1, 5, 0).narrow(0, 0, 6)));
}

TEST(Network, TakesAnyMemoryFormat) {
  Network network = make("student");
  const at::Tensor x = normal_numbers({3, 2, 16, 4}, 2);
  const at::Tensor y = network.forward(x, {});
  EXPECT_EQ(y.sizes(), at::IntArrayRef({3, 2}));
  EXPECT_LT(distance(y, network.forward(x.contiguous(at::MemoryFormat::ChannelsLast), {})), 1e-6);
}

TEST(Network, RefusesOtherShapesAndEmptyBlueprints) {
  Network network = make("student");
  EXPECT_THROW(network.forward(at::zeros({3, 2, 16, 5}), {}), std::invalid_argument);
  EXPECT_THROW(Network({}, kInput, 1), std::invalid_argument);
}

TEST(Network, APairOfLogitsIsASigmoid) {
  Network network({flatten(), dense(1), pair_of_logits()}, {3, 1, 1}, 3);
  const at::Tensor x = 400 * normal_numbers({50, 3, 1, 1}, 4);  // far out, where exp() overflows
  const at::Tensor labels = at::arange(50).remainder(2);
  const at::Tensor logits = network.forward(x, {.precision = Precision::BFLOAT16});
  const at::Tensor z =
      at::linear(x.flatten(1), network.parameters()[0], network.parameters()[1]);  // not rounded
  EXPECT_EQ(distance(logits.select(1, 1), z.select(1, 0)), 0);
  const at::Tensor stable =
      at::binary_cross_entropy_with_logits(z.select(1, 0), labels.to(at::kFloat), {}, {}, at::Reduction::Sum);
  EXPECT_GT(z.abs().max().item<float>(), 100);
  EXPECT_NEAR(cross_entropy_sum(logits, labels).item<double>() / stable.item<double>(), 1, 1e-6);
}

// Convolutions, pool and flatten spelled out with loops, in float64.
TEST(Network, ValidConvolutionAndMaxPoolAreTheirDefinitions) {
  Network network({valid_conv(4, 3), max_pool(2), flatten()}, {2, 8, 7}, 3);
  const at::Tensor x = normal_numbers({2, 2, 8, 7}, 4);
  network.parameters()[1].set_data(normal_numbers({4}, 5));  // the bias
  const at::Tensor y = network.forward(x, {}).detach();
  const at::Tensor weight = network.parameters()[0].detach(), bias = network.parameters()[1].detach();
  const auto in = x.accessor<float, 4>(), w = weight.accessor<float, 4>();
  const auto convolved = [&](int64_t row, int64_t filter, int64_t i, int64_t j) {
    double sum = bias[filter].item<double>();
    for (int64_t c = 0; c < 2; ++c)
      for (int64_t a = 0; a < 3; ++a)
        for (int64_t b = 0; b < 3; ++b)
          sum += static_cast<double>(in[row][c][i + a][j + b]) * w[filter][c][a][b];
    return sum;
  };
  ASSERT_EQ(y.sizes(), at::IntArrayRef({2, 3 * 2 * 4}));  // of 6 x 5; the fifth column is dropped
  for (int64_t row = 0; row < 2; ++row)
    for (int64_t i = 0; i < 3; ++i)
      for (int64_t j = 0; j < 2; ++j)
        for (int64_t filter = 0; filter < 4; ++filter) {
          const double largest = std::max(
              {convolved(row, filter, 2 * i, 2 * j), convolved(row, filter, 2 * i, 2 * j + 1),
               convolved(row, filter, 2 * i + 1, 2 * j), convolved(row, filter, 2 * i + 1, 2 * j + 1)});
          EXPECT_NEAR(y[row][(i * 2 + j) * 4 + filter].item<double>(), largest, 1e-5);
        }
}

TEST(Network, ABiasBeforeABatchNormHasExactlyNoGradient) {
  Network network({conv(4, 3), batch_norm(), relu(), flatten(), dense(3), batch_norm(), dense(2)}, {2, 4, 4},
                  1);
  network.forward(normal_numbers({6, 2, 4, 4}, 2), {.mode = Mode::TRAIN}).pow(2).sum().backward();
  int biases = 0;
  for (const NamedTensor& parameter : network.named_parameters()) {
    if (!parameter.name.ends_with(".bias")) continue;
    ++biases;
    EXPECT_EQ(parameter.tensor.grad().abs().max().item<double>() == 0, parameter.name != "dense2.bias")
        << parameter.name;
  }
  EXPECT_EQ(biases, 3);
}

}  // namespace
}  // namespace models
