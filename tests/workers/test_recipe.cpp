// The whole recipe against a second implementation of it (keras_student.hpp), and each of its points turned
// off.

#include "workers/recipe.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "keras_student.hpp"
#include "sweep/random_key.hpp"
#include "sweep/recipes.hpp"
#include "sweep/study.hpp"
#include "table_dataset.hpp"
#include "workers/network_training.hpp"

namespace workers {
namespace {

// The report's learning rate moves parameters by little more than float32 resolves, and its 100 epochs take
// long: of these two the study says its own. So do nearly all.
constexpr const char* kStudy = R"(
settings:
  model.architecture: distilled
  training.learning_rate: 0.0002
  training.epochs: 2
)";
constexpr double kLearningRate = 0.0002;
constexpr std::uint64_t kSeed = 5;
constexpr std::int64_t kBatch = 32;
constexpr std::int64_t kSamples = 69;       // the last batch has 5 rows
constexpr std::int64_t kLateSteps = 50000;  // the decay per batch shows after the report's number of steps

// By what each may differ, relatively: measured, times about seven. Beside parameters near 1 a step of the
// learning rate is rounded to 1e-4 of itself; all else is as exact as float32.
constexpr double kOfLosses = 5e-6;
constexpr double kOfMoves = 5e-4;
constexpr double kOfMoments = 2e-5;
constexpr double kOfRunning = 5e-6;
constexpr double kOfLogits = 5e-6;
constexpr double kFarMore = 100;

/// What training led to, in float64.
struct Outcome {
  std::vector<double> losses;  // of every step, summed over the rows
  std::vector<at::Tensor> moves, first_moments, second_moments, running, logits;
};

std::vector<std::int64_t> epoch_order(std::int64_t epoch) {
  std::vector<std::int64_t> order(kSamples);
  std::iota(order.begin(), order.end(), 0);
  if (epoch % 2 == 1) std::reverse(order.begin(), order.end());
  return order;
}

/// A teacher that is sure of itself, and favours one class: so gradients are beyond the clipping's 0.5.
at::Tensor teacher_logits() {
  auto generator = at::detail::createCPUGenerator(11);
  return 4 * at::randn({kSamples, 2}, generator) + at::tensor({4.0F, -4.0F});
}

at::Tensor all_pictures(const TableDataset& dataset) { return dataset.batch(epoch_order(0), at::kCPU); }

Outcome expected_outcome() {
  const TableDataset dataset(kSamples);
  const auto shape = dataset.sample_shape();
  KerasStudent student(shape[0], shape[1], shape[2], sweep::random_key(kSeed, 0, "initial weights"),
                       sweep::random_key(kSeed, 0, "dropout"), kLearningRate);
  const at::Tensor taught = teacher_logits();
  std::vector<at::Tensor> start;
  for (const auto& parameter : student.parameters()) start.push_back(parameter.value.detach().clone());
  Outcome outcome;
  for (std::int64_t epoch = 0; epoch < 3; ++epoch) {
    if (epoch == 2) student.skip(kLateSteps);
    const auto order = epoch_order(epoch);
    for (std::int64_t first = 0; first < kSamples; first += kBatch) {
      const std::vector<std::int64_t> batch(order.begin() + first,
                                            order.begin() + std::min(first + kBatch, kSamples));
      std::vector<std::int64_t> labels;
      for (const std::int64_t sample : batch)
        labels.push_back(dataset.labels()[static_cast<std::size_t>(sample)]);
      outcome.losses.push_back(student.train(dataset.batch(batch, at::kCPU),
                                             taught.index_select(0, at::tensor(batch, at::kLong)),
                                             at::tensor(labels, at::kLong)));
    }
  }
  for (std::size_t i = 0; i < start.size(); ++i) {
    const auto& parameter = student.parameters()[i];
    outcome.moves.push_back(parameter.value.detach() - start[i]);
    outcome.first_moments.push_back(parameter.first_moment);
    outcome.second_moments.push_back(parameter.second_moment);
  }
  outcome.running = student.running();
  outcome.logits = {student.logits(all_pictures(dataset))};
  return outcome;
}

/// The same through the program's own code.
Outcome outcome_under(const std::vector<std::string>& overrides, const RankTeam& team) {
  const auto settings = sweep::Study::parse(kStudy, "study.yaml", overrides).settings;
  const Recipe recipe(settings, kSeed);
  TableDataset dataset(kSamples);
  const auto shape = dataset.sample_shape();
  models::Network network(recipe.architecture->blueprint(recipe.model), {shape[0], shape[1], shape[2]},
                          recipe.initial_weights_key);
  const at::Tensor taught = teacher_logits();
  NetworkTraining training(network, recipe, dataset, taught, team, 1);
  const auto exact = [](const at::Tensor& x) { return x.detach().to(at::kDouble, false, true); };
  std::vector<at::Tensor> start;
  for (const at::Tensor& parameter : network.parameters()) start.push_back(exact(parameter));

  Outcome outcome;
  TrainingState state;
  const auto train_epoch = [&](std::int64_t epoch) {
    const auto order = epoch_order(epoch);
    state.samples_seen = 0;
    for (std::int64_t end = kBatch; end < kSamples + kBatch; end += kBatch) {
      state.loss_sum = 0;
      training.finish_epoch({order.begin(), order.begin() + std::min(end, kSamples)}, state);
      outcome.losses.push_back(state.loss_sum);
    }
  };
  for (std::int64_t epoch = 0; epoch < recipe.epochs; ++epoch) train_epoch(epoch);
  training.put_into(state);
  state.steps += kLateSteps;
  training.take_from(state);
  train_epoch(2);

  training.put_into(state);
  const auto parameters = network.parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    outcome.moves.push_back(exact(parameters[i]) - start[i]);
    const auto offset = parameters[i].data_ptr<float>() - state.parameters.data_ptr<float>();
    const auto part = [&](const at::Tensor& flat) {
      return exact(flat.narrow(0, offset, parameters[i].numel()).view(parameters[i].sizes()));
    };
    outcome.first_moments.push_back(part(state.first_moment));
    outcome.second_moments.push_back(part(state.second_moment));
  }
  for (const at::Tensor& buffer : state.buffers) outcome.running.push_back(exact(buffer));
  const at::NoGradGuard no_gradients;
  outcome.logits = {exact(network.forward(all_pictures(dataset), {}))};
  return outcome;
}

/// The largest difference of two tensors of a list, each in root mean square and relative; sizes below
/// `nothing` are rounding.
double difference(const std::vector<at::Tensor>& ours, const std::vector<at::Tensor>& expected,
                  double nothing) {
  EXPECT_EQ(ours.size(), expected.size());
  double largest = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const auto size = [](const at::Tensor& x) { return x.square().mean().sqrt().item<double>(); };
    largest = std::max(largest, size(ours[i] - expected[i]) / std::max(size(expected[i]), nothing));
  }
  return largest;
}

/// How far beyond what is allowed the worst is: at most 1 for the same training.
double distance(const Outcome& ours, const Outcome& expected) {
  if (ours.losses.size() != expected.losses.size()) return std::numeric_limits<double>::infinity();
  double of_losses = 0;
  for (std::size_t i = 0; i < ours.losses.size(); ++i)
    of_losses = std::max(of_losses, std::abs(ours.losses[i] / expected.losses[i] - 1));
  return std::max({of_losses / kOfLosses,
                   difference(ours.moves, expected.moves, 1e-3 * kLearningRate) / kOfMoves,
                   difference(ours.first_moments, expected.first_moments, 1e-9) / kOfMoments,
                   difference(ours.second_moments, expected.second_moments, 1e-12) / kOfMoments,
                   difference(ours.running, expected.running, 1e-6) / kOfRunning,
                   difference(ours.logits, expected.logits, 1e-6) / kOfLogits});
}

const Outcome& expected() {
  static const Outcome outcome = expected_outcome();
  return outcome;
}

TEST(Recipe, IsKerasStepByStepOnATeamOfAnySize) {
  const RankTeam everyone(comm::Communicator::world(), sweep::Rank{0});
  EXPECT_LT(distance(outcome_under({}, everyone), expected()), 1);
}

struct Switch {
  const char* key;
  const char* level;
};

const std::vector<Switch> kSwitches = {{"model.dropout", "0.4"},
                                       {"model.padding", "torch"},
                                       {"model.initial_values", "torch"},
                                       {"model.batch_norm_epsilon", "1e-5"},
                                       {"model.batch_norm_momentum", "0.9"},
                                       {"model.dense_running_variance", "sample"},
                                       {"distill.temperature", "2"},
                                       {"distill.kd_weight", "0.1"},
                                       {"distill.scale", "none"},
                                       {"training.epochs", "3"},
                                       {"training.batch", "31"},
                                       {"training.learning_rate", "0.001"},
                                       {"training.decay", "0"},
                                       {"training.beta1", "0.8"},
                                       {"training.beta2", "0.99"},
                                       {"training.epsilon", "1e-8"},
                                       {"training.epsilon_beside", "corrected-root"},
                                       {"training.clip_value", "inf"},
                                       {"training.precision", "bfloat16"}};

class RecipePoint : public testing::TestWithParam<Switch> {};

// So Recipe.IsKerasStepByStepOnATeamOfAnySize would be red if this point of the recipe were not kept.
TEST_P(RecipePoint, OtherwiseItIsNotKeras) {
  const auto [key, level] = GetParam();
  const RankTeam alone(comm::Communicator::self(), sweep::Rank{0});
  EXPECT_GT(distance(outcome_under({std::string(key) + "=" + level}, alone), expected()), kFarMore);
}

INSTANTIATE_TEST_SUITE_P(Recipe, RecipePoint, testing::ValuesIn(kSwitches),
                         [](const testing::TestParamInfo<Switch>& point) {
                           std::string name = point.param.key;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST(Recipe, EveryPointIsTurnedOffOnce) {
  std::set<std::string_view> points, turned_off;
  for (const auto& [key, level] : sweep::find_recipe("report-2023").levels) points.insert(key);
  for (const Switch& point : kSwitches) turned_off.insert(point.key);
  EXPECT_EQ(turned_off, points);
}

// What the study above says itself, and the rest once more, as the recipe has it.
TEST(Recipe, Report2023InOurTerms) {
  const Recipe recipe(sweep::Study::parse("name: x\n", "study.yaml", {"recipe=report-2023"}).settings, 1);
  EXPECT_EQ(recipe.adam.learning_rate, 1e-6);
  EXPECT_EQ(recipe.adam.decay, 1e-5);
  EXPECT_EQ(recipe.adam.epsilon, 1e-7);
  EXPECT_EQ(recipe.adam.clip_value, 0.5);
  EXPECT_EQ(recipe.epochs, 100);
  EXPECT_EQ(recipe.batch, 32);
}

}  // namespace
}  // namespace workers
