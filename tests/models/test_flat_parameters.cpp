#include "models/flat_parameters.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstdint>
#include <stdexcept>

#include "models/architectures.hpp"
#include "models/keras_adam.hpp"
#include "models/losses.hpp"
#include "models/network.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

constexpr InputShape kInput{2, 16, 4};

Network make_student() { return {find_architecture("student").blueprint({}), kInput, 11}; }

void backward(Network& network) {
  const at::Tensor x = normal_numbers({6, 2, 16, 4}, 3);
  const Pass pass{.mode = Mode::TRAIN};
  cross_entropy_sum(network.forward(x, pass), at::tensor({0, 1, 0, 1, 1, 0}, at::kLong)).backward();
}

bool inside(const at::Tensor& part, const at::Tensor& whole) {
  const float* const begin = whole.data_ptr<float>();
  return part.data_ptr<float>() >= begin && part.data_ptr<float>() + part.numel() <= begin + whole.numel();
}

TEST(FlatParameters, ValuesAndGradientsStayViewsThroughTraining) {
  Network network = make_student();
  FlatParameters flat(network.parameters(), 3);
  KerasAdam adam(flat.values(), flat.gradients(), {.learning_rate = 0.01});
  for (int step = 0; step < 2; ++step) {
    flat.zero_grad();
    backward(network);
    adam.step();
    for (const NamedTensor& parameter : network.named_parameters()) {
      EXPECT_TRUE(inside(parameter.tensor, flat.values())) << parameter.name;
      EXPECT_TRUE(inside(parameter.tensor.grad(), flat.gradients())) << parameter.name;
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(parameter.tensor.data_ptr<float>()) % 64, 0U)
          << parameter.name;
    }
  }
}

TEST(FlatParameters, TrainsAsWithoutIt) {
  Network plain = make_student(), moved = make_student();
  FlatParameters flat(moved.parameters(), 3);
  flat.extras().fill_(5);
  flat.gradients().fill_(1);
  flat.zero_grad();
  EXPECT_EQ(flat.step_buffer().abs().max().item<float>(), 0);
  backward(plain);
  backward(moved);
  for (size_t i = 0; i < plain.parameters().size(); ++i) {
    EXPECT_TRUE(at::equal(plain.parameters()[i], moved.parameters()[i])) << plain.named_parameters()[i].name;
    EXPECT_LT(distance(plain.parameters()[i].grad(), moved.parameters()[i].grad()), 1e-6);
  }
}

TEST(FlatParameters, AnUpdateOfTheBufferIsSeenByTheNetwork) {
  Network network = make_student();
  FlatParameters flat(network.parameters());
  const at::Tensor x = normal_numbers({2, 2, 16, 4}, 3);
  const at::Tensor before = network.forward(x, {});
  flat.values().mul_(3);
  EXPECT_GT(distance(before, network.forward(x, {})), 1e-3);
}

TEST(FlatParameters, CountsParametersNotGapsAndEndsInTheExtras) {
  Network network = make_student();
  FlatParameters flat(network.parameters(), 3);
  EXPECT_EQ(flat.parameter_count(), network.summary().trainable);
  EXPECT_EQ(flat.step_buffer().numel(), flat.gradients().numel() + 3);
  flat.extras()[2] = 1;
  EXPECT_EQ(flat.step_buffer()[-1].item<float>(), 1);
}

TEST(FlatParameters, RefusesNothingAndOtherTypes) {
  EXPECT_THROW(FlatParameters({}), std::invalid_argument);
  EXPECT_THROW(FlatParameters({at::zeros({2}, at::kDouble)}), std::invalid_argument);
}

}  // namespace
}  // namespace models
