#include "models/dropout.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <stdexcept>

namespace models {
namespace {

Pass training(uint64_t step, int64_t first_row = 0) {
  return {.mode = Mode::TRAIN, .dropout_key = 42, .step = step, .first_row = first_row};
}

TEST(Dropout, ATeamsMasksAreThePartsOfTheGlobalOne) {
  const Dropout dropout(0.5, 0);
  const at::Tensor whole = dropout.mask(10, 7, training(3));
  const at::Tensor parts = at::cat({dropout.mask(4, 7, training(3)), dropout.mask(0, 7, training(3, 4)),
                                    dropout.mask(6, 7, training(3, 4))});
  EXPECT_TRUE(at::equal(whole, parts));
}

TEST(Dropout, KeepsTheRateAndTheExpectation) {
  for (const double rate : {0.1, 0.5, 0.8}) {
    const at::Tensor mask = Dropout(rate, 0).mask(1000, 300, training(0));
    const double share = (mask == 0).to(at::kDouble).mean().item<double>();
    EXPECT_NEAR(share, rate, 5 * std::sqrt(rate * (1 - rate) / 3e5));
    EXPECT_NEAR(mask.max().item<double>(), 1 / (1 - rate), 1e-6);
  }
}

TEST(Dropout, StepsLayersRowsAndKeysDiffer) {
  const at::Tensor mask = Dropout(0.5, 0).mask(64, 64, training(0));
  Pass other_key = training(0);
  other_key.dropout_key = 43;
  for (const at::Tensor& other :
       {Dropout(0.5, 0).mask(64, 64, training(1)), Dropout(0.5, 1).mask(64, 64, training(0)),
        Dropout(0.5, 0).mask(64, 64, training(0, 1)), Dropout(0.5, 0).mask(64, 64, other_key)})
    EXPECT_NEAR((mask == other).to(at::kDouble).mean().item<double>(), 0.5, 0.05);
}

TEST(Dropout, DoesNothingInEvaluation) {
  const at::Tensor x = at::ones({3, 4});
  EXPECT_TRUE(at::equal(Dropout(0.5, 0).forward(x, {}), x));
  EXPECT_FALSE(at::equal(Dropout(0.5, 0).forward(x, training(0)), x));
}

TEST(Dropout, GradientsGoWhereValuesWent) {
  const at::Tensor x = at::ones({3, 4}).requires_grad_(true);
  const at::Tensor y = Dropout(0.5, 0).forward(x, training(0));
  y.sum().backward();
  EXPECT_TRUE(at::equal(x.grad(), y));
}

TEST(Dropout, RefusesARateOfOne) { EXPECT_THROW(Dropout(1, 0), std::invalid_argument); }

}  // namespace
}  // namespace models
