#include "models/pca_logistic.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <stdexcept>

#include "models/metrics.hpp"
#include "tests/models/numbers.hpp"

namespace models {
namespace {

// Rows with a few strong directions, and labels that depend on one of them with some noise.
struct Problem {
  at::Tensor x, labels;
};

Problem blurred_problem(int64_t rows, int64_t values, uint64_t seed) {
  const at::Tensor hidden = normal_numbers({rows, 3}, seed);
  const at::Tensor shape = normal_numbers({3, values}, 99) * at::tensor({5.0F, 2.0F, 1.0F}).unsqueeze(1);
  const at::Tensor x = hidden.mm(shape) + 0.1 * normal_numbers({rows, values}, seed + 1) + 4;
  return {x, (hidden.select(1, 1) + 0.5 * normal_numbers({rows}, seed + 2) > 0).to(at::kLong)};
}

// Classes inside and outside of a circle, bent into many dimensions: no plane divides them.
Problem ring_problem(int64_t rows, uint64_t seed) {
  const at::Tensor hidden = normal_numbers({rows, 2}, seed);
  const at::Tensor x = hidden.mm(normal_numbers({2, 30}, 98)) + 0.02 * normal_numbers({rows, 30}, seed + 1);
  return {x, (hidden.square().sum(1) > 1.386F).to(at::kLong)};
}

TEST(PcaLogistic, IsTheStationaryPointOnTheComponentsOfTheCovariance) {
  const Problem problem = blurred_problem(80, 12, 1);
  const double ridge = 0.7;
  PcaLogistic model({.components = 3, .ridge = ridge, .features = Features::LINEAR});
  model.fit(problem.x, problem.labels);
  // The oracle takes the d×d covariance, as the model does with so few columns; BlocksOfColumns… holds the
  // Gram matrix of the rows against it.
  const at::Tensor centred = problem.x.to(at::kDouble) - problem.x.to(at::kDouble).mean(0);
  const auto [values, vectors] = at::linalg_eigh(centred.t().mm(centred) / 80);
  const at::Tensor z = centred.mm(vectors.narrow(1, 9, 3)) / values.narrow(0, 9, 3).sqrt();
  const at::Tensor logits = model.logits(problem.x).to(at::kDouble);
  const at::Tensor f = logits.select(1, 1) - logits.select(1, 0);
  const at::Tensor residual = at::sigmoid(f) - problem.labels;
  // f = z·w + b with the w and b that stop the gradient: recover them and insert.
  const at::Tensor design = at::cat({z, at::ones({80, 1}, at::kDouble)}, 1);
  const at::Tensor w = at::linalg_solve(design.t().mm(design), design.t().mv(f));
  EXPECT_LT(distance(design.mv(w), f), 1e-5);
  EXPECT_LT((z.t().mv(residual) + ridge * w.narrow(0, 0, 3)).abs().max().item<double>(), 1e-4);
  EXPECT_LT(residual.sum().abs().item<double>(), 1e-4);
}

TEST(PcaLogistic, GeneralisesAndTakesFewerComponentsThanRowsSpan) {
  const Problem train = blurred_problem(200, 50, 1), test = blurred_problem(200, 50, 11);
  PcaLogistic model({.components = 5});
  model.fit(train.x.view({200, 2, 5, 5}), train.labels);
  EXPECT_EQ(model.components(), 5);
  EXPECT_GT(evaluate(model.logits(test.x.view({200, 2, 5, 5})), test.labels).accuracy, 0.8);
  PcaLogistic small({.components = 10});
  small.fit(train.x.narrow(0, 0, 6), at::tensor({0, 1, 0, 1, 0, 1}, at::kLong));
  EXPECT_EQ(small.components(), 5);  // six centred rows span five dimensions
}

TEST(PcaLogistic, QuadraticFeaturesSurroundAClass) {
  const Problem train = ring_problem(400, 1), test = ring_problem(400, 11);
  PcaLogistic linear({.components = 2, .features = Features::LINEAR}), quadratic({.components = 2});
  linear.fit(train.x, train.labels);
  quadratic.fit(train.x, train.labels);
  EXPECT_LT(evaluate(linear.logits(test.x), test.labels).accuracy, 0.65);
  EXPECT_GT(evaluate(quadratic.logits(test.x), test.labels).accuracy, 0.95);
}

TEST(PcaLogistic, BlocksOfColumnsAndTilesOfRowsChangeNothing) {
  // 9000 columns are three blocks, 300 rows two tiles; repeated columns have known components.
  const Problem problem = blurred_problem(300, 9, 4);
  PcaLogistic narrow({.components = 3}), wide({.components = 3});
  narrow.fit(problem.x, problem.labels);
  wide.fit(problem.x.repeat({1, 1000}), problem.labels);
  EXPECT_LT(distance(narrow.logits(problem.x), wide.logits(problem.x.repeat({1, 1000}))), 1e-4);
}

TEST(PcaLogistic, GivesTheSameAnswerTwice) {
  const Problem problem = blurred_problem(80, 12, 1);
  PcaLogistic a, b;
  a.fit(problem.x, problem.labels);
  b.fit(problem.x, problem.labels);
  EXPECT_TRUE(at::equal(a.logits(problem.x), b.logits(problem.x)));
}

TEST(PcaLogistic, RefusesWhatCannotBeFitted) {
  const Problem problem = blurred_problem(8, 12, 1);
  PcaLogistic model;
  EXPECT_THROW(model.logits(problem.x), std::invalid_argument);
  EXPECT_THROW(model.fit(problem.x, at::zeros({8}, at::kLong)), std::invalid_argument);
  EXPECT_THROW(model.fit(problem.x, at::zeros({7}, at::kLong)), std::invalid_argument);
  const at::Tensor labels = at::arange(8, at::kLong).remainder(2);
  EXPECT_THROW(model.fit(at::ones({8, 3}), labels), std::invalid_argument);
  EXPECT_THROW(model.fit(problem.x / 0, labels), std::invalid_argument);
  EXPECT_THROW(PcaLogistic({.components = 0}), std::invalid_argument);
  EXPECT_THROW(PcaLogistic({.ridge = 0}), std::invalid_argument);
}

}  // namespace
}  // namespace models
