#include "models/nearest_neighbour.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <limits>
#include <stdexcept>

#include "tests/models/numbers.hpp"

namespace models {
namespace {

at::Tensor labels_of(const std::vector<int64_t>& labels) { return at::tensor(labels, at::kLong); }

// m of the header by LibTorch's operations.
at::Tensor margins(const at::Tensor& known, const at::Tensor& labels, const at::Tensor& asked) {
  const at::Tensor x = known.to(at::kDouble).flatten(1);
  at::Tensor least;
  for (const std::vector<int64_t>& axes : {std::vector<int64_t>{}, {2}, {3}, {2, 3}}) {
    const at::Tensor flipped = (axes.empty() ? asked : asked.flip(axes)).to(at::kDouble).flatten(1);
    const at::Tensor d = (flipped.unsqueeze(1) - x.unsqueeze(0)).pow(2).sum(2);
    least = least.defined() ? at::minimum(least, d) : d;
  }
  const at::Tensor far = at::full_like(least, std::numeric_limits<double>::infinity());
  const at::Tensor d0 = std::get<0>(at::where(labels.eq(0), least, far).min(1));
  const at::Tensor d1 = std::get<0>(at::where(labels.eq(1), least, far).min(1));
  return (d0 - d1) / (d0 + d1);
}

TEST(NearestNeighbour, IsTheNearestPictureOfEitherClassUpToFlips) {
  for (const auto& [height, width] : {std::pair{5, 7}, {40, 31}}) {  // without and with whole stretches
    const at::Tensor known = normal_numbers({9, 2, height, width}, 1);
    const at::Tensor asked = normal_numbers({6, 2, height, width}, 2);
    const at::Tensor labels = labels_of({0, 1, 1, 0, 1, 0, 0, 1, 1});
    NearestNeighbour model;
    model.fit(known, labels);
    const at::Tensor logits = model.logits(asked), expected = margins(known, labels, asked);
    EXPECT_LT(distance(logits.select(1, 1), expected), 1e-7);
    EXPECT_LT(distance(logits.select(1, 0), -expected), 1e-7);
  }
}

TEST(NearestNeighbour, FindsFlippedCopies) {
  const at::Tensor known = normal_numbers({8, 1, 16, 16}, 1);
  const at::Tensor labels = labels_of({0, 1, 1, 0, 1, 0, 0, 1});
  NearestNeighbour model;
  model.fit(known, labels);
  for (const std::vector<int64_t>& axes : {std::vector<int64_t>{}, {2}, {3}, {2, 3}}) {
    const at::Tensor margin = model.logits(axes.empty() ? known : known.flip(axes)).select(1, 1);
    EXPECT_TRUE(at::equal(margin, 2 * labels.to(at::kFloat) - 1));
  }
  EXPECT_LT(model.logits(known.transpose(2, 3)).select(1, 1).abs().max().item<float>(), 0.9);
}

TEST(NearestNeighbour, TiesAndSingleClasses) {
  const at::Tensor picture = normal_numbers({1, 1, 4, 4}, 1);
  NearestNeighbour model;
  model.fit(at::cat({picture, picture}), labels_of({1, 0}));
  EXPECT_EQ(model.logits(picture).abs().max().item<float>(), 0);
  EXPECT_EQ(model.logits(picture + 1).abs().max().item<float>(), 0);
  model.fit(picture, labels_of({1}));
  EXPECT_EQ(model.logits(picture + 1)[0][1].item<float>(), 1);
  model.fit(picture, labels_of({0}));
  EXPECT_EQ(model.logits(picture)[0][1].item<float>(), -1);
  EXPECT_EQ(model.logits(at::zeros({0, 1, 4, 4})).sizes(), at::IntArrayRef({0, 2}));
}

TEST(NearestNeighbour, RefusesWhatHasNoMeaning) {
  NearestNeighbour model;
  const at::Tensor picture = at::zeros({1, 1, 4, 4});
  EXPECT_THROW(model.logits(picture), std::invalid_argument);
  EXPECT_THROW(model.fit(at::zeros({0, 1, 4, 4}), at::zeros({0}, at::kLong)), std::invalid_argument);
  EXPECT_THROW(model.fit(picture, labels_of({2})), std::invalid_argument);
  EXPECT_THROW(model.fit(picture, labels_of({0, 1})), std::invalid_argument);
  EXPECT_THROW(model.fit(picture / 0, labels_of({0})), std::invalid_argument);
  model.fit(picture, labels_of({0}));
  EXPECT_THROW(model.logits(at::zeros({1, 1, 4, 5})), std::invalid_argument);
}

}  // namespace
}  // namespace models
