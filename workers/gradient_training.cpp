#include "workers/gradient_training.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>

#include "workers/early_stopping.hpp"
#include "workers/evaluation.hpp"
#include "workers/network_training.hpp"
#include "workers/trial_failure.hpp"

namespace workers {
namespace {

constexpr double kKeepingShare = 0.05;  // of the time, at most, is spent on keeping states after epochs

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The order of an epoch: a function of the key and the epoch alone.
std::vector<std::int64_t> shuffled(std::vector<std::int64_t> samples, std::uint64_t key, std::int64_t epoch) {
  std::mt19937_64 generator(key + static_cast<std::uint64_t>(epoch));
  std::shuffle(samples.begin(), samples.end(), generator);
  return samples;
}

/// Keeps a trial's state on the first rank, and decides when that is due.
class Keeper {
 public:
  Keeper(const TrainingTask& task, const NetworkTraining& training, const EarlyStopping& early_stopping,
         TrainingState& state)
      : task_(task),
        training_(training),
        early_stopping_(early_stopping),
        state_(state),
        seconds_before_(state.trained_seconds) {}

  void keep() {
    const auto start = Clock::now();
    state_.trained_seconds = seconds_before_ + seconds_since(start_);
    training_.put_into(state_);
    early_stopping_.put_into(state_);
    task_.keep(state_);
    last_cost_seconds_ = seconds_since(start);
    last_ = Clock::now();
  }

  /// After an epoch. How long the trial takes is foretold from the epochs that this run has seen.
  void keep_if_due() {
    ++epochs_seen_;
    const double per_epoch = seconds_since(start_) / static_cast<double>(epochs_seen_);
    const bool is_long = per_epoch * static_cast<double>(task_.recipe.epochs) > task_.keep_after_seconds;
    if (is_long && last_cost_seconds_ <= kKeepingShare * seconds_since(last_)) keep();
  }

 private:
  const TrainingTask& task_;
  const NetworkTraining& training_;
  const EarlyStopping& early_stopping_;
  TrainingState& state_;
  double seconds_before_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
  double last_cost_seconds_ = 0;
  std::int64_t epochs_seen_ = 0;
};

void append(TrainingState& state, sweep::Curve curve, double value) {
  state.curves[static_cast<std::size_t>(curve)].push_back(static_cast<float>(value));
}

void note_epoch(TrainingState& state, Score on_train, Score on_test,
                const std::optional<Score>& on_validation) {
  append(state, sweep::Curve::TRAIN_LOSS, on_train.loss);
  append(state, sweep::Curve::TRAIN_ACCURACY, on_train.accuracy);
  append(state, sweep::Curve::TEST_LOSS, on_test.loss);
  append(state, sweep::Curve::TEST_ACCURACY, on_test.accuracy);
  if (on_validation) {
    append(state, sweep::Curve::VALIDATION_LOSS, on_validation->loss);
    append(state, sweep::Curve::VALIDATION_ACCURACY, on_validation->accuracy);
  }
  ++state.epoch;
  state.samples_seen = 0;
  state.loss_sum = 0;
  state.hit_sum = 0;
}

}  // namespace

void train_by_gradient(models::Network& network, const TrainingTask& task, const RankTeam& team,
                       sweep::TrialRecord& record, const AfterEpoch& after_epoch) {
  const Recipe& recipe = task.recipe;
  if (network.device().is_cuda()) models::choose_matrix_units(recipe.precision);
  TrainingState state = task.start;
  NetworkTraining training(network, recipe, task.dataset, task.teacher_logits, team, task.batch_parts);
  EarlyStopping early_stopping(recipe.patience);
  if (state.parameters.defined()) {
    training.take_from(state);
    early_stopping.take_from(state);
  }
  Keeper keeper(task, training, early_stopping, state);

  const auto train = samples_in(task.dataset, sim::Split::TRAIN);
  const auto validation = samples_in(task.dataset, sim::Split::VALIDATION);
  const auto test = samples_in(task.dataset, sim::Split::TEST);
  const auto classify = [&](const at::Tensor& batch) {
    return network.forward(batch, models::Pass{.precision = recipe.precision});
  };
  const auto score_on = [&](const std::vector<std::int64_t>& samples) {
    return score(logits_of(samples, task.dataset, classify, network.device(), team),
                 labels_of(samples, task.dataset));
  };
  const auto one_epoch = [&] {
    training.finish_epoch(shuffled(train, recipe.shuffle_key, state.epoch), state);
    const double samples = static_cast<double>(train.size());
    const Score on_train{state.hit_sum / samples, state.loss_sum / samples};
    Score on_test;
    std::optional<Score> on_validation;
    if (!validation.empty()) {
      // Test samples are not looked at before the end.
      on_validation = score_on(validation);
      early_stopping.note(on_validation->loss, training);
    } else if ((state.epoch + 1) % recipe.evaluate_every == 0 || state.epoch + 1 == recipe.epochs) {
      on_test = score_on(test);
    }
    note_epoch(state, on_train, on_test, on_validation);
    bool stop = false;
    if (team.is_first()) {
      keeper.keep_if_due();
      const sweep::EpochReport report{task.row, static_cast<int>(task.epochs_before + state.epoch - 1),
                                      static_cast<float>(on_train.loss),
                                      static_cast<float>(on_validation.value_or(on_test).accuracy)};
      stop = after_epoch(report) == sweep::Verdict::STOP;
    }
    if (team.any(stop)) record.state = sweep::TrialState::PRUNED;
  };
  const auto into_record = [&] {
    record.curves = state.curves;
    record.metrics[sweep::Metric::EPOCHS] = static_cast<double>(state.epoch);
  };

  try {
    while (state.epoch < recipe.epochs && !early_stopping.enough() &&
           record.state != sweep::TrialState::PRUNED)
      one_epoch();
    early_stopping.restore(training);
    into_record();
    task.judge(classify, network.device());
  } catch (const Interrupted&) {
    // Thrown at a meeting, where the state is whole.
    if (team.is_first()) keeper.keep();
    throw;
  } catch (const TrialFailure&) {
    into_record();
    throw;
  }
}

}  // namespace workers
