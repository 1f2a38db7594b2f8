// A trial's losses, step by step, and what it says of the test samples, on teams of one, two and four.
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <numeric>

#include "sim/spectra_dataset.hpp"
#include "small_spectra.hpp"
#include "sweep/grid.hpp"
#include "workers/dataset_settings.hpp"
#include "workers/evaluation.hpp"
#include "workers/mpi_reducer.hpp"
#include "workers/network_training.hpp"

namespace workers {
namespace {

struct Outcome {
  std::vector<double> step_losses;
  at::Tensor test_logits;
};

class TeamSizes : public testing::Test {
 protected:
  static RankTeam team_of(int ranks, Overlap overlap = Overlap::NO) {
    if (ranks == 1) return {comm::Communicator::self(), sweep::Rank{0}};
    std::vector<int> members(static_cast<std::size_t>(ranks));
    std::iota(members.begin(), members.end(), 0);
    const auto some = comm::Communicator::world().subgroup(members);
    return {some, sweep::Rank{0}, [] { return false; }, nullptr, std::make_unique<MpiReducer>(some, overlap)};
  }

  static Outcome train(const RankTeam& team, const std::vector<std::string>& overrides) {
    const sweep::Grid grid(sweep::Study::parse(kSmallSpectra, "study.yaml", overrides));
    const sweep::Settings settings = grid.settings(sweep::Row{0});
    const Recipe recipe(settings, 7);
    static sim::SpectraDataset dataset(spectra_config(settings, 7));  // the same for all trials here
    dataset.cache(1 << 24);
    const auto [channels, height, width] = dataset.sample_shape();
    models::Network network(recipe.architecture->blueprint(recipe.model), {channels, height, width},
                            recipe.initial_weights_key);
    at::Tensor taught;
    if (recipe.architecture->supervision == models::Supervision::TEACHER_LOGITS)
      taught = at::sin(at::arange(2.0F * static_cast<float>(dataset.size()), at::kFloat)).view({-1, 2});
    NetworkTraining training(network, recipe, dataset, taught, team, 1);
    Outcome outcome;
    training.watch([&](double loss) { outcome.step_losses.push_back(loss); });
    const auto order = samples_in(dataset, sim::Split::TRAIN);
    for (std::int64_t epoch = 0; epoch < recipe.epochs; ++epoch) {
      TrainingState state;
      training.finish_epoch(order, state);
    }
    const auto classify = [&](const at::Tensor& batch) { return network.forward(batch, models::Pass{}); };
    outcome.test_logits = logits_of(samples_in(dataset, sim::Split::TEST), dataset, classify, at::kCPU, team);
    return outcome;
  }
};

void expect_alike(const Outcome& one, const Outcome& other, const std::string& what) {
  ASSERT_EQ(one.step_losses.size(), 10u) << what;
  ASSERT_EQ(other.step_losses.size(), 10u) << what;
  for (std::size_t step = 0; step < 10; ++step)
    EXPECT_NEAR(other.step_losses[step] / one.step_losses[step], 1, 1e-4) << what << ", step " << step;
  const auto agree = other.test_logits.argmax(1).eq(one.test_logits.argmax(1)).sum().item<std::int64_t>();
  EXPECT_GE(static_cast<double>(agree), 0.995 * static_cast<double>(one.test_logits.size(0))) << what;
}

class TeamSizesOf : public TeamSizes, public testing::WithParamInterface<const char*> {};

TEST_P(TeamSizesOf, GiveTheSameLossesAndPredictions) {
  const comm::Communicator world = comm::Communicator::world();
  for (const char* rate : {"1e-6", "1e-5"}) {
    const std::vector<std::string> overrides = {std::string("model.architecture=") + GetParam(),
                                                std::string("training.learning_rate=") + rate};
    const Outcome alone = train(team_of(1), overrides);
    for (const int ranks : {2, 4}) {
      if (world.rank() >= ranks || ranks > world.size()) continue;
      expect_alike(alone, train(team_of(ranks), overrides), std::to_string(ranks) + " ranks, rate " + rate);
    }
  }
}

// A last batch of one row: all other ranks have none, and take part.
TEST_F(TeamSizes, ARaggedLastBatchIsSharedOut) {
  const comm::Communicator world = comm::Communicator::world();
  const std::vector<std::string> overrides = {"model.architecture=student", "training.batch=95",
                                              "training.epochs=5"};
  expect_alike(train(team_of(1), overrides), train(team_of(world.size()), overrides),
               "a last batch of one row");
}

// Two ranks add up the same two numbers whatever the order, so all bits are the same; and at this rate a
// gradient that left too early would be seen.
TEST_F(TeamSizes, SumsThatOverlapTheBackwardPassAreTheSame) {
  const comm::Communicator world = comm::Communicator::world();
  if (world.size() < 2) GTEST_SKIP() << "needs two ranks";
  if (world.rank() >= 2) return;
  const std::vector<std::string> overrides = {"model.architecture=teacher", "training.learning_rate=0.001"};
  const Outcome at_once = train(team_of(2), overrides);
  const Outcome overlapped = train(team_of(2, Overlap::YES), overrides);
  EXPECT_EQ(at_once.step_losses, overlapped.step_losses);
  EXPECT_TRUE(at::equal(at_once.test_logits, overlapped.test_logits));
}

INSTANTIATE_TEST_SUITE_P(Networks, TeamSizesOf,
                         testing::Values("student", "teacher", "distilled", "mlp", "linear"));

}  // namespace
}  // namespace workers
