#include "models/losses.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <stdexcept>

#include "tests/models/numbers.hpp"

namespace models {
namespace {

const at::Tensor kLogits = 2 * normal_numbers({6, 2}, 1);
const at::Tensor kTeacher = 3 * normal_numbers({6, 2}, 2);
const at::Tensor kLabels = at::tensor({0, 1, 1, 0, 1, 0}, at::kLong);

double at_row(const at::Tensor& logits, int64_t row, int64_t column) {
  return logits[row][column].item<double>();
}

// Probability of class 1 of a two-class softmax at a temperature.
double positive(const at::Tensor& logits, int64_t row, double temperature) {
  return 1 / (1 + std::exp((at_row(logits, row, 0) - at_row(logits, row, 1)) / temperature));
}

double cross_entropy() {
  double sum = 0;
  for (int64_t row = 0; row < 6; ++row) {
    const double p = positive(kLogits, row, 1);
    sum -= std::log(kLabels[row].item<int64_t>() == 1 ? p : 1 - p);
  }
  return sum;
}

double divergence(double temperature) {
  double sum = 0;
  for (int64_t row = 0; row < 6; ++row) {
    const double p = positive(kTeacher, row, temperature), q = positive(kLogits, row, temperature);
    sum += p * std::log(p / q) + (1 - p) * std::log((1 - p) / (1 - q));
  }
  return sum;
}

TEST(Losses, CrossEntropyIsASumOverRows) {
  EXPECT_NEAR(cross_entropy_sum(kLogits, kLabels).item<double>(), cross_entropy(), 1e-5);
}

TEST(Losses, DistillationWeighsTheTeachersTerm) {
  for (const double w : {0.0, 0.3, 1.0}) {
    const double expected = w * 4 * 4 * divergence(4) + (1 - w) * cross_entropy();
    const at::Tensor loss = distillation_sum(kLogits, kTeacher, kLabels, {.temperature = 4, .kd_weight = w});
    EXPECT_NEAR(loss.item<double>(), expected, 1e-4);
  }
}

TEST(Losses, TheSquaredTemperatureIsASwitch) {
  const at::Tensor loss = distillation_sum(
      kLogits, kTeacher, kLabels, {.temperature = 4, .kd_weight = 1, .scaling = TemperatureScaling::NONE});
  EXPECT_NEAR(loss.item<double>(), divergence(4), 1e-5);
}

TEST(Losses, TheFormulaIsPrintedWithItsNumbers) {
  EXPECT_EQ(formula({}), "0.9 * 3^2 * KL(softmax(teacher/3) || softmax(student/3)) + 0.1 * cross-entropy");
  EXPECT_EQ(formula({.temperature = 2.5, .kd_weight = 0.3, .scaling = TemperatureScaling::NONE}),
            "0.3 * KL(softmax(teacher/2.5) || softmax(student/2.5)) + 0.7 * cross-entropy");
}

TEST(Losses, DistillationsGradientIsTheDifferenceOfProbabilities) {
  // d/dz1 of T²·KL is T·(q − p); of the cross-entropy q₁ − label.
  const double t = 4, w = 0.3;
  const at::Tensor logits = kLogits.clone().requires_grad_(true),
                   teacher = kTeacher.clone().requires_grad_(true);
  distillation_sum(logits, teacher, kLabels, {.temperature = t, .kd_weight = w}).backward();
  EXPECT_FALSE(teacher.grad().defined());
  for (int64_t row = 0; row < 6; ++row) {
    const double expected = w * t * (positive(kLogits, row, t) - positive(kTeacher, row, t)) +
                            (1 - w) * (positive(kLogits, row, 1) - kLabels[row].item<double>());
    EXPECT_NEAR(at_row(logits.grad(), row, 1), expected, 1e-5);
    EXPECT_NEAR(at_row(logits.grad(), row, 0), -expected, 1e-5);
  }
}

TEST(Losses, NoRowsCostNothing) {
  const at::Tensor none = at::zeros({0, 2}).requires_grad_(true), labels = at::zeros({0}, at::kLong);
  const at::Tensor loss = cross_entropy_sum(none, labels) + distillation_sum(none, none, labels, {});
  EXPECT_EQ(loss.item<double>(), 0);
  loss.backward();
}

TEST(Losses, RefuseOptionsOutsideTheirRange) {
  EXPECT_THROW(distillation_sum(kLogits, kTeacher, kLabels, {.temperature = 0}), std::invalid_argument);
  EXPECT_THROW(distillation_sum(kLogits, kTeacher, kLabels, {.kd_weight = 1.1}), std::invalid_argument);
}

}  // namespace
}  // namespace models
