#include "results/statistics/marginal_means.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "results/interval.hpp"
#include "results/statistics/block_means.hpp"
#include "results/statistics/student_t.hpp"

namespace results {
namespace {

using Terms = std::vector<FactorialModel::Term>;

constexpr double kUpperTail = 0.025;  // of 95 % intervals

/// Student's interval over a level's means in each block.
void set_interval(MarginalMean& mean, const std::vector<double>& of_blocks) {
  const Interval interval = student_t_interval(of_blocks);
  mean.low = interval.low;
  mean.high = interval.high;
}

/// Blocks times what the expected mean square has for a block's size where they are unequal: Searle, Casella
/// and McCulloch, Variance Components (1992), 3.6.
double all_blocks_of(const Factorial& data) {
  const auto blocks = static_cast<double>(data.blocks);
  std::vector<double> sizes(data.blocks, 0);
  for (const Factorial::Measurement& measurement : data.measurements) ++sizes[measurement.block];
  double squares = 0;
  for (const double size : sizes) squares += size * size;
  const auto all = static_cast<double>(data.measurements.size());
  return (all - squares / all) / (blocks - 1) * blocks;
}

/// `variance`: in units of the error's; `measurements`: of all blocks, as if all were of the same size.
void set_interval(MarginalMean& mean, double variance, const MeanSquares& squares, double measurements) {
  double square = variance * squares.error;
  double freedom = squares.error_freedom;
  if (squares.blocks > squares.error) {
    const double of_blocks = squares.blocks / measurements;
    const double of_error = (variance - 1 / measurements) * squares.error;
    square = of_blocks + of_error;
    freedom = squares.block_freedom;
  }
  const double half = student_t_quantile(freedom, kUpperTail) * std::sqrt(square);
  mean.low = mean.mean - half;
  mean.high = mean.mean + half;
}

/// What the means by some terms are made of.
struct Fitted {
  Fitted(const Factorial& measured, const FactorialModel& its_model, FactorialModel::Pairs pairs, Terms of)
      : data(measured),
        model(its_model),
        terms(std::move(of)),
        fit(model.fit(terms)),
        blocks(block_means(data, pairs, terms)),
        all_blocks(all_blocks_of(data)) {}
  const Factorial& data;
  const FactorialModel& model;
  Terms terms;
  LeastSquaresFit fit;
  BlockMeans blocks;
  double all_blocks;
};

MarginalMeans means_of(const Fitted& fitted, std::size_t factor, const MeanSquares& squares) {
  const Factorial& data = fitted.data;
  std::vector<std::size_t> measurements(data.factors[factor].levels.size(), 0);
  for (const Factorial::Measurement& measurement : data.measurements)
    ++measurements[measurement.levels[factor]];
  MarginalMeans means;
  for (std::size_t level = 0; level < measurements.size(); ++level) {
    MarginalMean mean;
    mean.measurements = measurements[level];
    const std::vector<double> weights = fitted.model.weights(fitted.terms, factor, level);
    if (fitted.fit.is_estimable(weights)) {
      mean.mean = fitted.model.mean() + fitted.fit.combination(weights);
      if (squares.error_freedom > 0 && !fitted.blocks.empty()) {
        set_interval(mean, fitted.blocks[factor][level]);
      } else if (squares.error_freedom > 0) {
        set_interval(mean, fitted.fit.variance(weights), squares, fitted.all_blocks);
      }
    }
    means.levels.push_back(mean);
  }
  return means;
}

bool all_known(const MarginalMeans& means) {
  return std::none_of(means.levels.begin(), means.levels.end(),
                      [](const MarginalMean& mean) { return std::isnan(mean.mean); });
}

}  // namespace

std::vector<MarginalMeans> marginal_means(const Factorial& data, const FactorialModel& model,
                                          FactorialModel::Pairs pairs, const Terms& terms,
                                          const Terms& additive_terms, const MeanSquares& squares) {
  const Fitted fitted(data, model, pairs, terms);
  std::optional<Fitted> additive;  // where it is needed
  std::vector<MarginalMeans> all;
  for (std::size_t factor = 0; factor < data.factors.size(); ++factor) {
    MarginalMeans means = means_of(fitted, factor, squares);
    if (terms.size() > additive_terms.size() && !all_known(means)) {
      if (!additive) additive.emplace(data, model, pairs, additive_terms);
      means = means_of(*additive, factor, squares);
      means.additive = true;
    }
    all.push_back(std::move(means));
  }
  return all;
}

}  // namespace results
