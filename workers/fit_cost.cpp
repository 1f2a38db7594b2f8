#include "workers/fit_cost.hpp"

#include <algorithm>
#include <cmath>

#include "workers/evaluation.hpp"
#include "workers/operations.hpp"

namespace workers {
namespace {

/// What the layers of a network say of themselves.
struct Layers {
  double calls = kStepCalls;  // per step
  double norms = 0;
  double norm_channels = 0;
};

Layers layers_of(const models::Summary& network) {
  using models::LayerKind;
  Layers layers;
  for (const models::LayerSummary& row : network.layers) {
    const LayerKind kind = row.layer.kind;
    const bool heavy =
        kind == LayerKind::CONV || kind == LayerKind::DEPTHWISE || kind == LayerKind::BATCH_NORM;
    layers.calls += heavy ? kHeavyLayerCalls : kLightLayerCalls;
    if (kind != LayerKind::BATCH_NORM) continue;
    ++layers.norms;
    layers.norm_channels += static_cast<double>(row.input[0]);
  }
  return layers;
}

/// Samples that go forward only, all checks and the judgement together.
double looked_at(const SamplesSeen& seen) { return seen.checks * seen.checked + seen.judged; }

/// What the logistic regression sees of a sample.
double features_of(const Recipe& recipe) {
  const auto components = static_cast<double>(recipe.model.pca.components);
  const bool linear = recipe.model.pca.features == models::Features::LINEAR;
  return linear ? components : components + components * (components + 1) / 2;
}

void add_sums(sweep::TrialCost& cost, double sums, double bytes) {
  const double bytes_before = cost.sums * cost.bytes_per_sum;
  cost.sums += sums;
  if (cost.sums > 0) cost.bytes_per_sum = (bytes_before + bytes) / cost.sums;
}

}  // namespace

void add_gradient_fit(sweep::TrialCost& cost, const models::Summary& trained, const Recipe& recipe,
                      const SamplesSeen& seen) {
  const Layers layers = layers_of(trained);
  // Nothing goes back through a frozen network in front.
  const auto frozen = static_cast<double>(trained.frozen_operations);
  const double forward = static_cast<double>(trained.forward_operations) - frozen;
  const double sample_bytes = static_cast<double>(trained.activation_bytes) + seen.numbers * sizeof(float);
  const auto parameters = static_cast<double>(trained.trainable);
  const auto epochs = static_cast<double>(recipe.epochs);
  const double steps = epochs * std::ceil(seen.train / static_cast<double>(recipe.batch));
  const double rounds = (seen.checks > 0 ? seen.checks * std::ceil(seen.checked / kEvaluationBatch) : 0) +
                        std::ceil(seen.judged / kEvaluationBatch);

  cost.operations += (kForwardAndBackward * epochs * seen.train + looked_at(seen)) * forward +
                     (epochs * seen.train + looked_at(seen)) * frozen;
  const double update_bytes = steps * parameters * kUpdateBytes;
  cost.bytes += update_bytes +
                (kTrainingPasses * epochs * seen.train + kEvaluationPasses * looked_at(seen)) * sample_bytes;
  cost.undivided_bytes += update_bytes;
  cost.state_bytes = 4 * parameters * sizeof(float);  // weights, two moments, and the best weights so far
  cost.calls += (steps + kEvaluationCalls * rounds) * layers.calls;

  // A team meets before every step, and agrees before every sum: of each normalisation's statistics on the
  // way there and on the way back, and of the gradients.
  const double sums_per_step = 1 + 4 * layers.norms + 2;
  const double bytes_per_step = parameters * sizeof(float) + 4 * layers.norm_channels * sizeof(double);
  constexpr double kSumsPerEvaluation = 3;  // a round (more where samples are many), agreeing, the logits
  constexpr double kSumsPerEpoch = 2;
  add_sums(cost, steps * sums_per_step + epochs * kSumsPerEpoch + (seen.checks + 1) * kSumsPerEvaluation,
           steps * bytes_per_step);
  cost.most_ranks = static_cast<int>(std::min<std::int64_t>(cost.most_ranks, recipe.batch));
}

void add_closed_form_fit(sweep::TrialCost& cost, const models::Summary& model, const Recipe& recipe,
                         const SamplesSeen& seen) {
  // Whichever matrix of products is the smaller one, of the columns or of the rows: models/pca_logistic.cpp.
  const double rows = seen.train;
  const double columns = seen.numbers;
  const bool few_columns = columns < rows;
  const double side = std::min(rows, columns);
  const double products = (few_columns ? 2 : 1) * rows * columns * side;  // of rows: upper tiles only
  const auto components = static_cast<double>(recipe.model.pca.components);
  const double features = features_of(recipe);
  const double newton_step = 2 * rows * features * features + features * features * features / 3;
  const double fit = kFloat64 * (products + kEigenOperations * side * side * side +
                                 2 * rows * columns * components + kNewtonSteps * newton_step);
  const double fit_bytes =
      rows * columns * kClosedFormBytes + kNewtonSteps * rows * features * 4 * sizeof(double);
  cost.operations += fit + kFloat64 * seen.judged * static_cast<double>(model.forward_operations);
  cost.undivided_operations += fit;
  cost.bytes += fit_bytes + seen.judged * columns * kClosedFormBytes / 3;
  cost.undivided_bytes += fit_bytes;
  cost.calls += kClosedFormCalls;
  cost.most_ranks = 1;  // judging is all that a team would share
}

double closed_form_memory_bytes(const Recipe& recipe, const SamplesSeen& seen) {
  const double side = std::min(seen.train, seen.numbers);
  const double spectrum = 3 * side * side;  // products, eigenvectors, work space
  const double columns = seen.train * seen.numbers;
  const double design = 3 * seen.train * features_of(recipe);  // and what a Newton step makes of it
  const bool few_columns = seen.numbers < seen.train;
  return sizeof(double) * ((few_columns ? columns + std::max(columns, spectrum) : spectrum) + design);
}

void add_neighbour_fit(sweep::TrialCost& cost, const SamplesSeen& seen) {
  cost.operations += 2 * kMirroredDistances * seen.train * seen.judged * seen.numbers;
  add_sums(cost, 3 * std::ceil(seen.judged / kEvaluationBatch), 0);
  cost.most_ranks = static_cast<int>(std::clamp(seen.judged, 1.0, static_cast<double>(cost.most_ranks)));
}

}  // namespace workers
