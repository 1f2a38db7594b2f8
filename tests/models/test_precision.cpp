#include "models/precision.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "models/architectures.hpp"
#include "models/losses.hpp"
#include "models/network.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

struct Step {
  at::Tensor logits;
  std::vector<at::Tensor> gradients;
};

Step step_of(const char* architecture, Precision precision) {
  Network network(find_architecture(architecture).blueprint({}), {4, 16, 6}, 5);
  const at::Tensor x = normal_numbers({8, 4, 16, 6}, 1);
  Step step;
  step.logits = network.forward(x, {.mode = Mode::TRAIN, .precision = precision, .dropout_key = 7});
  cross_entropy_sum(step.logits, at::arange(8, at::kLong).remainder(2)).backward();
  for (const at::Tensor& parameter : network.parameters()) step.gradients.push_back(parameter.grad());
  return step;
}

double relative(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).norm().item<double>() / b.norm().item<double>();
}

double cosine(const at::Tensor& a, const at::Tensor& b) {
  return ((a * b).sum() / a.norm() / b.norm()).item<double>();
}

class PrecisionOf : public testing::TestWithParam<const char*> {};

// Two or three digits per factor, and eight rows to average over: a step in much the same direction.
TEST_P(PrecisionOf, Bfloat16IsFloat32WithFewerDigits) {
  const Step exact = step_of(GetParam(), Precision::FLOAT32);
  const Step rounded = step_of(GetParam(), Precision::BFLOAT16);
  EXPECT_EQ(rounded.logits.scalar_type(), at::kFloat);
  EXPECT_LT(relative(rounded.logits, exact.logits), 0.05);
  EXPECT_GT(relative(rounded.logits, exact.logits), 1e-5) << "nothing was rounded";
  for (std::size_t i = 0; i < exact.gradients.size(); ++i) {
    ASSERT_EQ(rounded.gradients[i].scalar_type(), at::kFloat) << "what the optimiser adds up is float32";
    const bool trained = exact.gradients[i].norm().item<double>() > 0;  // biases before a BatchNorm are not
    EXPECT_GT(trained ? cosine(rounded.gradients[i], exact.gradients[i]) : 1, 0.9) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, PrecisionOf, testing::Values("student", "teacher", "mlp"));

TEST(Precision, TheLastLayerIsFloat32) {
  const Step exact = step_of("linear", Precision::FLOAT32);
  const Step rounded = step_of("linear", Precision::BFLOAT16);
  EXPECT_TRUE(at::equal(rounded.logits, exact.logits));
}

TEST(Precision, FactorsAreRoundedAndGradientsComeBackInTheirOwnType) {
  const at::Tensor x = at::tensor({1.0F + 1.0F / 512}).requires_grad_(true);
  const at::Tensor factor = as_factor(x, Precision::BFLOAT16);
  EXPECT_EQ(factor.to(at::kFloat).item<float>(), 1.0F);
  (3 * factor).sum().backward();
  EXPECT_EQ(x.grad().scalar_type(), at::kFloat);
  EXPECT_EQ(x.grad().item<float>(), 3.0F);
  EXPECT_FALSE(as_factor({}, Precision::BFLOAT16).defined());
  EXPECT_TRUE(as_factor(x, Precision::TF32).is_same(x));
}

}  // namespace
}  // namespace models
