#include <gtest/gtest.h>
#include <torch/torch.h>

#include <vector>

#include "models/architectures.hpp"
#include "models/batch_norm.hpp"
#include "models/losses.hpp"
#include "models/network.hpp"
#include "tests/models/numbers.hpp"
#include "tests/models/thread_team.hpp"

// A team's training pass is the one-rank pass over the whole batch, whoever holds which rows, and also with
// no rows.
namespace models {
namespace {

using Split = std::vector<int64_t>;  // rows of each rank

int64_t rows_before(const Split& split, size_t rank) {
  int64_t first = 0;
  for (size_t i = 0; i < rank; ++i) first += split[i];
  return first;
}

Pass pass_of(const Split& split, size_t rank, const TeamSum& sum) {
  return {.mode = Mode::TRAIN,
          .dropout_key = 7,
          .step = 2,
          .first_row = rows_before(split, rank),
          .global_rows = rows_before(split, split.size()),
          .team_sum = &sum};
}

class Team : public testing::TestWithParam<Split> {};

TEST_P(Team, BatchNormIsTheWholeBatchs) {
  const Split split = GetParam();
  const int64_t rows = rows_before(split, split.size());
  for (const bool picture : {true, false}) {
    const std::vector<int64_t> shape =
        picture ? std::vector<int64_t>{rows, 5, 3, 2} : std::vector<int64_t>{rows, 5};
    const auto kind = picture ? RunningVariance::SAMPLE : RunningVariance::POPULATION;
    const at::Tensor data = 3 * normal_numbers(shape, 1) + 7, weights = normal_numbers(shape, 2);
    BatchNorm whole(5, kind, Activation::RELU);
    const at::Tensor x = data.clone().requires_grad_(true);
    const at::Tensor y = whole.forward(x, {.mode = Mode::TRAIN});
    (y * weights).sum().backward();

    ThreadTeam team(split.size());
    std::vector<BatchNorm> norms;
    for (size_t rank = 0; rank < split.size(); ++rank) norms.emplace_back(5, kind, Activation::RELU);
    std::vector<at::Tensor> inputs(split.size()), outputs(split.size());
    team.run([&](size_t rank) {
      const TeamSum sum = team.sum_of(rank);
      const int64_t first = rows_before(split, rank);
      inputs[rank] = data.narrow(0, first, split[rank]).clone().requires_grad_(true);
      outputs[rank] = norms[rank].forward(inputs[rank], pass_of(split, rank, sum));
      (outputs[rank] * weights.narrow(0, first, split[rank])).sum().backward();
    });

    EXPECT_EQ(team.sums(), 2);  // one forward, one backward
    at::Tensor gamma = at::zeros({5}), beta = at::zeros({5});
    std::vector<at::Tensor> gradients;
    for (size_t rank = 0; rank < split.size(); ++rank) {
      gradients.push_back(inputs[rank].grad());
      gamma += norms[rank].gamma.grad();
      beta += norms[rank].beta.grad();
      EXPECT_LT(distance(norms[rank].running_mean, whole.running_mean), 1e-5);
      EXPECT_LT(distance(norms[rank].running_variance, whole.running_variance), 1e-5);
    }
    EXPECT_LT(distance(at::cat(outputs), y), 1e-5);
    EXPECT_LT(distance(at::cat(gradients), x.grad()), 1e-5);
    EXPECT_LT(distance(gamma, whole.gamma.grad()), 2e-5);
    EXPECT_LT(distance(beta, whole.beta.grad()), 2e-5);
  }
}

TEST_P(Team, AWholeStudentIsTheOneRankStudent) {
  const Split split = GetParam();
  const int64_t rows = rows_before(split, split.size());
  const auto make = [] { return Network(find_architecture("student").blueprint({}), {2, 16, 4}, 5); };
  const at::Tensor x = normal_numbers({rows, 2, 16, 4}, 1);
  const at::Tensor labels = at::arange(rows, at::kLong).remainder(2);
  Network whole = make();
  const at::Tensor y = whole.forward(x, {.mode = Mode::TRAIN, .dropout_key = 7, .step = 2});
  cross_entropy_sum(y, labels).backward();

  ThreadTeam team(split.size());
  std::vector<Network> networks;
  for (size_t rank = 0; rank < split.size(); ++rank) networks.push_back(make());
  std::vector<at::Tensor> outputs(split.size());
  team.run([&](size_t rank) {
    const TeamSum sum = team.sum_of(rank);
    const int64_t first = rows_before(split, rank);
    outputs[rank] = networks[rank].forward(x.narrow(0, first, split[rank]), pass_of(split, rank, sum));
    cross_entropy_sum(outputs[rank], labels.narrow(0, first, split[rank])).backward();
  });

  EXPECT_LT(distance(at::cat(outputs), y), 2e-5);
  for (size_t i = 0; i < whole.parameters().size(); ++i) {
    const std::string& name = whole.named_parameters()[i].name;
    at::Tensor gradient = at::zeros_like(whole.parameters()[i]);
    for (const Network& network : networks) {
      ASSERT_TRUE(network.parameters()[i].grad().defined()) << name;
      gradient += network.parameters()[i].grad();
    }
    const double size = whole.parameters()[i].grad().abs().max().item<double>();
    EXPECT_LT(distance(gradient, whole.parameters()[i].grad()), 2e-5 + 1e-4 * size) << name;
  }
  for (size_t i = 0; i < whole.named_buffers().size(); ++i)
    for (const Network& network : networks)
      EXPECT_LT(distance(network.named_buffers()[i].tensor, whole.named_buffers()[i].tensor), 1e-5);
}

INSTANTIATE_TEST_SUITE_P(Splits, Team,
                         testing::Values(Split{4, 4}, Split{5, 3}, Split{8, 0}, Split{3, 3, 2},
                                         Split{0, 7, 1}));

}  // namespace
}  // namespace models
