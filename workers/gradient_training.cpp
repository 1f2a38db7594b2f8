#include "workers/gradient_training.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "models/flat_parameters.hpp"
#include "models/keras_adam.hpp"
#include "models/losses.hpp"
#include "workers/evaluation.hpp"
#include "workers/trial_failure.hpp"

namespace workers {
namespace {

/// What every step adds up over the team beside the gradients.
enum Extra : std::int64_t { LOSS, HITS, EXTRAS };

/// The order of an epoch: a function of the key and the epoch alone.
std::vector<std::int64_t> shuffled(std::vector<std::int64_t> samples, std::uint64_t key, std::int64_t epoch) {
  std::mt19937_64 generator(key + static_cast<std::uint64_t>(epoch));
  std::shuffle(samples.begin(), samples.end(), generator);
  return samples;
}

/// One network on its way through the training samples, as one member of a team sees it.
class Training {
 public:
  Training(models::Network& network, const Recipe& recipe, sim::Dataset& dataset,
           const at::Tensor& teacher_logits, const RankTeam& team)
      : network_(network),
        recipe_(recipe),
        dataset_(dataset),
        teacher_logits_(teacher_logits),
        team_(team),
        parameters_(network.parameters(), EXTRAS),
        optimiser_(parameters_.values(), parameters_.gradients(), recipe.adam) {
    if (team_.size() > 1) team_sum_ = [this](at::Tensor& values) { team_.reducer().sum(values); };
  }

  /// Mean loss and accuracy over the epoch, as seen while training. Collective on the team.
  Score epoch(const std::vector<std::int64_t>& order) {
    double loss = 0;
    double hits = 0;
    const auto count = static_cast<std::int64_t>(order.size());
    for (std::int64_t first = 0; first < count; first += recipe_.batch) {
      const std::int64_t rows = std::min(recipe_.batch, count - first);
      step(std::span(order).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(rows)));
      const at::Tensor sums = parameters_.extras().cpu();
      loss += sums[LOSS].item<double>();
      hits += sums[HITS].item<double>();
      if (!std::isfinite(loss)) {
        throw TrialFailure("the training loss is not finite after step " +
                           std::to_string(optimiser_.steps()) + ": lower training.learning_rate");
      }
    }
    return {hits / static_cast<double>(count), loss / static_cast<double>(count)};
  }

 private:
  /// One update from one global batch. Collective on the team.
  void step(std::span<const std::int64_t> batch) {
    const auto rows = static_cast<std::int64_t>(batch.size());
    const auto share = team_.share_of(rows);
    const auto mine = batch.subspan(static_cast<std::size_t>(share.first),
                                    static_cast<std::size_t>(share.last - share.first));
    at::Tensor x;
    team_.together([&] { x = dataset_.batch(mine, network_.device()); });

    parameters_.zero_grad();
    const models::Pass pass{.mode = models::Mode::TRAIN,
                            .dropout_key = recipe_.dropout_key,
                            .step = static_cast<std::uint64_t>(optimiser_.steps()),
                            .first_row = share.first,
                            .global_rows = rows,
                            .team_sum = &team_sum_};
    const at::Tensor logits = network_.forward(x, pass);
    const std::vector<std::int64_t> samples(mine.begin(), mine.end());
    const at::Tensor labels = labels_of(samples, dataset_).to(network_.device());
    const at::Tensor loss = loss_sum(logits, labels, samples);
    loss.backward();
    {
      const at::NoGradGuard no_gradients;
      parameters_.extras()[LOSS] = loss.detach();
      parameters_.extras()[HITS] = logits.argmax(1).eq(labels).sum();
    }
    at::Tensor sums = parameters_.step_buffer();
    team_.reducer().sum(sums);
    optimiser_.step(1.0 / static_cast<double>(rows));
  }

  at::Tensor loss_sum(const at::Tensor& logits, const at::Tensor& labels,
                      const std::vector<std::int64_t>& samples) const {
    if (recipe_.architecture->supervision == models::Supervision::LABELS)
      return models::cross_entropy_sum(logits, labels);
    const at::Tensor taught =
        teacher_logits_.index_select(0, at::tensor(samples, at::kLong)).to(network_.device());
    return models::distillation_sum(logits, taught, labels, recipe_.distillation);
  }

  models::Network& network_;
  const Recipe& recipe_;
  sim::Dataset& dataset_;
  const at::Tensor& teacher_logits_;
  const RankTeam& team_;
  models::TeamSum team_sum_;  // empty for a team of one
  models::FlatParameters parameters_;
  models::KerasAdam optimiser_;
};

}  // namespace

void train_by_gradient(models::Network& network, const Recipe& recipe, sim::Dataset& dataset,
                       const at::Tensor& teacher_logits, const RankTeam& team, sweep::Row row,
                       sweep::TrialRecord& record, const AfterEpoch& after_epoch) {
  Training training(network, recipe, dataset, teacher_logits, team);
  const auto train = samples_in(dataset, sim::Split::TRAIN);
  const auto test = samples_in(dataset, sim::Split::TEST);
  const at::Tensor test_labels = labels_of(test, dataset);
  const auto classify = [&](const at::Tensor& batch) { return network.forward(batch, models::Pass{}); };
  const auto append = [&](sweep::Curve curve, double value) {
    record.curves[static_cast<std::size_t>(curve)].push_back(static_cast<float>(value));
  };

  for (std::int64_t epoch = 0; epoch < recipe.epochs; ++epoch) {
    const Score on_train = training.epoch(shuffled(train, recipe.shuffle_key, epoch));
    Score on_test{std::nan(""), std::nan("")};
    if ((epoch + 1) % recipe.evaluate_every == 0 || epoch + 1 == recipe.epochs) {
      on_test = score(logits_of(test, dataset, classify, network.device(), team), test_labels);
    }
    append(sweep::Curve::TRAIN_LOSS, on_train.loss);
    append(sweep::Curve::TRAIN_ACCURACY, on_train.accuracy);
    append(sweep::Curve::TEST_LOSS, on_test.loss);
    append(sweep::Curve::TEST_ACCURACY, on_test.accuracy);
    record.metrics[sweep::Metric::EPOCHS] = static_cast<double>(epoch + 1);

    bool stop = false;
    if (team.is_first()) {
      const sweep::EpochReport report{row, static_cast<int>(epoch), static_cast<float>(on_train.loss),
                                      static_cast<float>(on_test.accuracy)};
      stop = after_epoch(report) == sweep::Verdict::STOP;
    }
    if (team.any(stop)) {
      record.state = sweep::TrialState::PRUNED;
      return;
    }
  }
}

}  // namespace workers
