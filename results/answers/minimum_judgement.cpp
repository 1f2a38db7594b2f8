#include "results/answers/minimum_judgement.hpp"

#include <cmath>

#include "results/statistics/additive_model.hpp"
#include "results/statistics/isotonic.hpp"

namespace results {
namespace {

MinimumVerdict verdict_of(const DropSequence& sequence, std::size_t levels) {
  if (sequence.enough == levels) return MinimumVerdict::AT_LEAST;
  if (sequence.enough > 0) return MinimumVerdict::ENOUGH;
  return sequence.too_small == levels ? MinimumVerdict::NOT_REACHED : MinimumVerdict::UNDECIDED;
}

/// The series as its statistics want it: with the reference in front, if it was measured.
struct Measured {
  ReplicateTable table;
  std::vector<double> test_samples;
};

Measured measured(const ReductionSeries& series) {
  Measured all;
  const auto add = [&](const MeasuredCell& cell) {
    all.table.push_back(cell.accuracy);
    all.test_samples.push_back(cell.test_samples);
  };
  if (series.reference) add(*series.reference);
  for (const ReductionSeries::Step& step : series.steps) add(*step.cell);
  return all;
}

/// What the falling fit is drawn through, and the accuracy that is not to be lost.
struct FitInput {
  MeasuredCurve curve;
  Threshold threshold;
  bool starts_with_reference = false;
};

/// Only an own reference is a point of the curve: another network's is a threshold.
FitInput fit_input(const ReductionSeries& series, const Measured& all, const std::vector<DropTest>& tests,
                   const MinimumOptions& options, const MinimumReference& reference) {
  const std::vector<double> variances = binomial_unit_variances(all.table, all.test_samples);
  const AdditiveModel model(all.table, variances);
  FitInput fit;
  fit.starts_with_reference = reference.kind == ReferenceKind::OWN;
  const auto add = [&](double reduction, const MeasuredCell& cell, double variance, double least_error,
                       double degrees_of_freedom) {
    const auto n = static_cast<double>(cell.replicates());
    const double pooled = std::sqrt(model.spread * variance / n);
    fit.curve.x.push_back(std::log(reduction));
    fit.curve.mean.push_back(cell.mean());
    fit.curve.weight.push_back(n / variance);
    fit.curve.standard_error.push_back(std::max(pooled, least_error));
    fit.curve.degrees_of_freedom.push_back(least_error > pooled ? degrees_of_freedom
                                                                : model.degrees_of_freedom);
  };
  // How uncertain that is which levels are compared with, and how uncertain that makes the threshold.
  double compared = 0;
  double compared_degrees = model.degrees_of_freedom;
  if (series.reference) {
    compared = std::sqrt(model.spread * variances.front() / static_cast<double>(reference.replicates));
  } else if (model.replicate_degrees_of_freedom > 0) {
    compared = model.replicate_sd / std::sqrt(model.replicate_degrees_of_freedom + 1);
    compared_degrees = model.replicate_degrees_of_freedom;
  }
  if (fit.starts_with_reference) {
    add(series.reference_series_reduction, *series.reference, variances.front(), 0, 0);
  }
  const std::size_t first = all.table.size() - series.steps.size();
  for (std::size_t i = 0; i < series.steps.size(); ++i) {
    // A level's own spread, where its test found it larger.
    const double own = tests[i].sd * tests[i].sd / static_cast<double>(tests[i].replicates);
    add(series.steps[i].series_reduction, *series.steps[i].cell, variances[first + i],
        std::sqrt(std::fmax(0, own - compared * compared)), tests[i].degrees_of_freedom);
  }
  fit.threshold.absolute = !fit.starts_with_reference;
  fit.threshold.drop = fit.threshold.absolute ? reference.accuracy - options.margin : options.margin;
  if (fit.threshold.absolute) {
    fit.curve.common_standard_error = compared;
    fit.curve.common_degrees_of_freedom = compared_degrees;
  }
  return fit;
}

void add_fit(const FitInput& input, const MinimumOptions& options, MinimumAnswer& answer) {
  const std::vector<double> fitted = falling_fit(input.curve.mean, input.curve.weight);
  const std::size_t first = input.starts_with_reference ? 1 : 0;
  const double least =
      input.threshold.absolute ? input.threshold.drop : input.curve.mean.front() - input.threshold.drop;
  for (std::size_t i = 0; i < answer.levels.size(); ++i) {
    answer.levels[i].fitted = fitted[first + i];
    if (fitted[first + i] >= least) answer.estimated = i;
  }
  const Crossing log = crossing(input.curve, input.threshold, options.confidence);
  answer.crossing = {std::exp(log.at), std::exp(log.low), std::exp(log.high)};
}

}  // namespace

void judge(const ReductionSeries& series, const MinimumOptions& options, MinimumAnswer& answer) {
  if (series.steps.empty()) return;
  const Measured all = measured(series);
  const std::vector<DropTest> tests =
      series.reference ? drops_below_reference(all.table, all.test_samples, options.test())
                       : drops_below(answer.reference.accuracy, all.table, all.test_samples, options.test());
  for (std::size_t i = 0; i < series.steps.size(); ++i) {
    const ReductionSeries::Step& step = series.steps[i];
    MinimumLevel level;
    level.sampling = step.sampling;
    level.reduction = step.reduction;
    level.kept = step.kept;
    level.replicates = step.cell->replicates();
    level.accuracy = step.cell->mean();
    level.test = tests[i];
    answer.levels.push_back(level);
  }
  const DropSequence sequence = in_sequence(tests);
  const std::size_t end = tests.size() - sequence.too_small;
  answer.verdict = verdict_of(sequence, tests.size());
  if (sequence.enough > 0) answer.enough = sequence.enough - 1;
  if (sequence.too_small > 0) answer.too_small = end;
  for (std::size_t i = sequence.enough; i < end && answer.replicates_needed == 0; ++i) {
    if (tests[i].decision == DropDecision::UNDECIDED) {
      answer.replicates_needed = replicates_to_decide(tests[i], options.test());
    }
  }
  add_fit(fit_input(series, all, tests, options, answer.reference), options, answer);
}

}  // namespace results
