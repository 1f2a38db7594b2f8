#include "workers/gradient_buckets.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <utility>

#include "models/architectures.hpp"
#include "models/losses.hpp"

namespace workers {
namespace {

struct Given {
  at::Tensor stretch;  // of the buffer itself
  at::Tensor then;     // what it held when it was given
};

// A network with 1.8 MB of dense weights, whose "team" is one rank.
class GradientBucketsTest : public testing::TestWithParam<const char*> {
 protected:
  GradientBucketsTest()
      : network_(models::find_architecture(GetParam()).blueprint({}), {8, 28, 16}, 3),
        parameters_(network_.parameters(), 2),
        buckets_(network_, parameters_) {}

  void take(const at::Tensor& stretch) {
    if (stretch.defined()) given_.emplace_back(stretch, stretch.clone());
  }

  void pass(std::int64_t rows) {
    bool backward = false;
    const models::TeamSum sum = [&](at::Tensor&) {
      if (backward) take(buckets_.at_next_norm());
    };
    const models::Pass pass{
        .mode = models::Mode::TRAIN, .dropout_key = 1, .global_rows = 5, .team_sum = &sum};
    const at::Tensor x = at::sin(at::arange(rows * 8 * 28 * 16, at::kFloat)).view({rows, 8, 28, 16});
    const at::Tensor loss =
        models::cross_entropy_sum(network_.forward(x, pass), at::arange(rows, at::kLong).remainder(2));
    buckets_.begin();
    backward = true;
    loss.backward();
    take(buckets_.rest());
  }

  models::Network network_;
  models::FlatParameters parameters_;
  GradientBuckets buckets_;
  std::vector<Given> given_;
};

TEST_P(GradientBucketsTest, WhatIsGivenIsCompleteAndCoversTheBufferOnce) {
  pass(5);
  std::int64_t end = parameters_.step_buffer().numel();
  for (const Given& given : given_) {
    EXPECT_TRUE(at::equal(given.then, given.stretch)) << "something was added after it was given";
    EXPECT_EQ(given.stretch.storage_offset() + given.stretch.numel(), end) << "in order, without gaps";
    end = given.stretch.storage_offset();
  }
  EXPECT_EQ(end, 0);
  EXPECT_TRUE(at::any(parameters_.gradients().ne(0)).item<bool>());
}

TEST_P(GradientBucketsTest, ARankWithoutARowGivesTheSameStretches) {
  pass(5);
  const std::vector<Given> with_rows = std::exchange(given_, {});
  pass(0);
  ASSERT_EQ(given_.size(), with_rows.size());
  for (std::size_t i = 0; i < given_.size(); ++i)
    EXPECT_TRUE(given_[i].stretch.is_same_size(with_rows[i].stretch)) << i;
}

INSTANTIATE_TEST_SUITE_P(Networks, GradientBucketsTest, testing::Values("teacher", "student", "mlp"));

TEST(GradientBuckets, TheDenseGradientsLeaveBeforeTheConvolutionsHaveTheirs) {
  models::Network network(models::find_architecture("teacher").blueprint({}), {8, 28, 16}, 3);
  const models::FlatParameters parameters(network.parameters(), 2);
  GradientBuckets buckets(network, parameters);
  std::vector<at::Tensor> given;
  for (std::size_t norm = 0; norm < network.norm_ends().size(); ++norm) {
    if (const at::Tensor stretch = buckets.at_next_norm(); stretch.defined()) given.push_back(stretch);
  }
  ASSERT_EQ(given.size(), 1u);
  EXPECT_GT(given[0].numel(), 0.6 * static_cast<double>(parameters.step_buffer().numel()));
}

}  // namespace
}  // namespace workers
