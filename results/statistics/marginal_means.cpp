#include "results/statistics/marginal_means.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "results/interval.hpp"
#include "results/statistics/student_t.hpp"

namespace results {
namespace {

using Terms = std::vector<FactorialModel::Term>;

constexpr double kUpperTail = 0.025;  // of 95 % intervals

/// Whether every block has the same combinations of levels, each equally often.
bool have_the_same_combinations(const Factorial& data) {
  std::map<std::vector<std::size_t>, std::vector<std::size_t>> times;  // by block
  for (const Factorial::Measurement& measurement : data.measurements) {
    auto& of_combination = times[measurement.levels];
    of_combination.resize(data.blocks);
    ++of_combination[measurement.block];
  }
  return std::all_of(times.begin(), times.end(), [](const auto& one) {
    return std::all_of(one.second.begin(), one.second.end(),
                       [&](std::size_t count) { return count == one.second.front(); });
  });
}

/// A model of each block's measurements.
std::vector<FactorialModel> models_of_blocks(const Factorial& data) {
  std::vector<FactorialModel> models;
  for (std::size_t block = 0; block < data.blocks; ++block) {
    Factorial of_block = data;
    std::erase_if(of_block.measurements,
                  [&](const Factorial::Measurement& measurement) { return measurement.block != block; });
    models.emplace_back(of_block);
  }
  return models;
}

/// Student's interval over the level's means in each block.
void set_interval(MarginalMean& mean, const std::vector<FactorialModel>& blocks, const Terms& terms,
                  std::size_t factor, std::size_t level) {
  Terms effects = terms;
  std::erase_if(effects, [](const FactorialModel::Term& term) { return term.factors.empty(); });
  std::vector<double> means;
  for (const FactorialModel& block : blocks) {
    means.push_back(block.mean() + block.fit(effects).combination(block.weights(effects, factor, level)));
  }
  const Interval interval = student_t_interval(means);
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

MarginalMeans means_of(const Factorial& data, const FactorialModel& model, const Terms& terms,
                       std::size_t factor, const MeanSquares& squares,
                       const std::vector<FactorialModel>& blocks) {
  const double per_all_blocks = all_blocks_of(data);
  MarginalMeans means;
  const LeastSquaresFit fit = model.fit(terms);
  for (std::size_t level = 0; level < data.factors[factor].levels.size(); ++level) {
    MarginalMean mean;
    mean.measurements = static_cast<std::size_t>(
        std::count_if(data.measurements.begin(), data.measurements.end(),
                      [&](const Factorial::Measurement& m) { return m.levels[factor] == level; }));
    const std::vector<double> weights = model.weights(terms, factor, level);
    if (fit.is_estimable(weights)) {
      mean.mean = model.mean() + fit.combination(weights);
      if (squares.error_freedom > 0 && !blocks.empty()) {
        set_interval(mean, blocks, terms, factor, level);
      } else if (squares.error_freedom > 0) {
        set_interval(mean, fit.variance(weights), squares, per_all_blocks);
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
                                          const Terms& terms, const Terms& additive_terms,
                                          const MeanSquares& squares) {
  std::vector<FactorialModel> blocks;
  if (data.blocks > 1 && have_the_same_combinations(data)) blocks = models_of_blocks(data);
  std::vector<MarginalMeans> all;
  for (std::size_t factor = 0; factor < data.factors.size(); ++factor) {
    MarginalMeans means = means_of(data, model, terms, factor, squares, blocks);
    if (terms.size() > additive_terms.size() && !all_known(means)) {
      means = means_of(data, model, additive_terms, factor, squares, blocks);
      means.additive = true;
    }
    all.push_back(std::move(means));
  }
  return all;
}

}  // namespace results
