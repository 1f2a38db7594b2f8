#include "workers/evaluation.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <numeric>

#include "models/losses.hpp"
#include "models/metrics.hpp"
#include "workers/batches_ahead.hpp"

namespace workers {
namespace {

constexpr std::int64_t kClasses = 2;

at::Tensor rows_at(const at::Tensor& all, const std::vector<std::int64_t>& samples) {
  return all.index_select(0, at::tensor(samples, at::kLong));
}

template <class T>
std::vector<T> to_vector(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.contiguous();
  return {flat.data_ptr<T>(), flat.data_ptr<T>() + flat.numel()};
}

}  // namespace

at::Tensor outputs_of(const std::vector<std::int64_t>& samples, const sim::Dataset& dataset,
                      const Classify& classify, std::int64_t width, at::Device device, const RankTeam& team) {
  const at::NoGradGuard no_gradients;
  const auto count = static_cast<std::int64_t>(samples.size());
  at::Tensor outputs = at::zeros({count, width}, at::TensorOptions().dtype(at::kFloat).device(device));
  const auto share = team.share_of(count);
  std::vector<BatchesAhead::Samples> batches;
  for (std::int64_t first = share.first; first < share.last; first += kEvaluationBatch) {
    const std::int64_t rows = std::min(kEvaluationBatch, share.last - first);
    batches.emplace_back(samples.data() + first, static_cast<std::size_t>(rows));
  }
  BatchesAhead pictures(dataset, batches, device);
  const std::int64_t largest_share = (count + team.size() - 1) / team.size();
  // Everyone takes part in every round, so that a run can be stopped between two.
  for (std::int64_t round = 0; round * kEvaluationBatch < largest_share; ++round) {
    team.together([&] {
      if (round >= static_cast<std::int64_t>(batches.size())) return;
      const at::Tensor said = classify(pictures.next());
      outputs.narrow(0, share.first + round * kEvaluationBatch, said.size(0)).copy_(said);
    });
  }
  team.sum(outputs);  // everyone else's rows are zero here
  Milestone now(device);
  now.set();
  team.wait(now);
  return outputs.cpu();
}

at::Tensor logits_of(const std::vector<std::int64_t>& samples, const sim::Dataset& dataset,
                     const Classify& classify, at::Device device, const RankTeam& team) {
  return outputs_of(samples, dataset, classify, kClasses, device, team);
}

std::vector<std::int64_t> samples_in(const sim::Dataset& dataset, sim::Split split) {
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < dataset.size(); ++i) {
    if (dataset.splits()[static_cast<std::size_t>(i)] == split) samples.push_back(i);
  }
  return samples;
}

at::Tensor labels_of(const std::vector<std::int64_t>& samples, const sim::Dataset& dataset) {
  std::vector<std::int64_t> labels;
  for (const std::int64_t sample : samples)
    labels.push_back(dataset.labels()[static_cast<std::size_t>(sample)]);
  return at::tensor(labels, at::kLong);
}

Score score(const at::Tensor& logits, const at::Tensor& labels) {
  const double rows = static_cast<double>(labels.numel());
  return {logits.argmax(1).eq(labels).sum().item<double>() / rows,
          models::cross_entropy_sum(logits, labels).item<double>() / rows};
}

void evaluate(const sim::Dataset& dataset, const Classify& classify, at::Device device, const RankTeam& team,
              sweep::TrialRecord& record) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(dataset.size()));
  std::iota(all.begin(), all.end(), 0);
  const at::Tensor logits = logits_of(all, dataset, classify, device, team);

  using enum sweep::Metric;
  const auto test = samples_in(dataset, sim::Split::TEST);
  const auto train = samples_in(dataset, sim::Split::TRAIN);
  const at::Tensor test_labels = labels_of(test, dataset);
  const models::Metrics on_test = models::evaluate(rows_at(logits, test), test_labels);
  const models::Metrics on_train = models::evaluate(rows_at(logits, train), labels_of(train, dataset));
  record.metrics[TEST_ACCURACY] = on_test.accuracy;
  record.metrics[TEST_AUC] = on_test.auc;
  record.metrics[TEST_F1] = on_test.f1;
  record.metrics[TEST_LOSS] = score(rows_at(logits, test), test_labels).loss;
  record.metrics[TEST_SAMPLES] = static_cast<double>(test.size());
  record.metrics[TRAIN_ACCURACY] = on_train.accuracy;
  record.metrics[TRAIN_AUC] = on_train.auc;
  record.metrics[TRAIN_LOSS] = score(rows_at(logits, train), labels_of(train, dataset)).loss;

  record.predictions.logits = to_vector<float>(logits);
  record.predictions.labels = dataset.labels();
  for (const sim::Split split : dataset.splits()) {
    record.predictions.splits.push_back(static_cast<std::uint8_t>(
        split == sim::Split::TEST ? sweep::SplitCode::TEST : sweep::SplitCode::TRAIN));
  }
}

}  // namespace workers
