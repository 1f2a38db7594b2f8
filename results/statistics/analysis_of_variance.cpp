#include "results/statistics/analysis_of_variance.hpp"

#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>

#include "results/statistics/factorial_model.hpp"
#include "results/statistics/multiple_testing.hpp"

namespace results {
namespace {

using Term = FactorialModel::Term;
using Terms = std::vector<Term>;

constexpr double kRounding = 1e-12;  // of sums of squares, of the total

/// Terms that this one is tested beside: all that do not contain it, without itself.
Terms beside(const Terms& all, const Term& term) {
  Terms others;
  for (const Term& other : all) {
    if (other.first_column != term.first_column && !other.contains(term)) others.push_back(other);
  }
  return others;
}

/// Main effects, then pairs of factors, whether or not a model has them.
Terms effects_of(const FactorialModel& model, std::size_t factors) {
  Terms effects = model.effects();
  if (effects.size() > factors) return effects;
  for (std::size_t i = 0; i < factors; ++i) {
    for (std::size_t j = i + 1; j < factors; ++j) effects.push_back({{i, j}});
  }
  return effects;
}

/// A term's degrees of freedom and sum of squares beyond `others`.
struct Beyond {
  Beyond(const FactorialModel& model, Terms others, const Term& term) {
    const LeastSquaresFit without = model.fit(others);
    others.push_back(term);
    const LeastSquaresFit with = model.fit(others);
    freedom = with.rank() - without.rank();
    if (freedom > 0) sum_of_squares = std::max(0.0, without.residual() - with.residual());
  }
  std::size_t freedom = 0;
  double sum_of_squares = 0;
};

void test(Effect& effect, const AnalysisOfVariance& analysis, double measurements) {
  const auto freedom = static_cast<double>(effect.freedom);
  const auto error_freedom = static_cast<double>(analysis.error_freedom);
  const double error = analysis.error_sum_of_squares / error_freedom;
  effect.f = effect.sum_of_squares / freedom / error;
  const boost::math::fisher_f distribution(freedom, error_freedom);
  effect.p = boost::math::cdf(boost::math::complement(distribution, effect.f));
  effect.partial_omega_squared =
      std::max(0.0, (effect.sum_of_squares - freedom * error) /
                        (effect.sum_of_squares + (measurements - freedom) * error));
}

void adjust_by_holm(std::vector<Effect>& effects) {
  std::vector<double> p;
  for (const Effect& effect : effects) {
    if (!std::isnan(effect.p)) p.push_back(effect.p);
  }
  const std::vector<double> adjusted = adjusted_by_holm(p);
  auto next = adjusted.begin();
  for (Effect& effect : effects) {
    if (!std::isnan(effect.p)) effect.p_holm = *next++;
  }
}

}  // namespace

AnalysisOfVariance AnalysisOfVariance::of(const Factorial& data) {
  AnalysisOfVariance analysis;
  if (data.measurements.empty() || data.factors.empty()) return analysis;
  analysis.is_too_large = FactorialModel::columns_with_pairs(data) > kMostColumns && data.factors.size() > 1;
  const auto pairs = analysis.is_too_large ? FactorialModel::Pairs::LEFT_OUT : FactorialModel::Pairs::IN;
  const FactorialModel model(data, pairs);
  const auto count = static_cast<double>(data.measurements.size());
  analysis.total_sum_of_squares = model.fit({}).residual();

  const Terms effects = effects_of(model, data.factors.size());
  const Terms mains(effects.begin(), effects.begin() + static_cast<std::ptrdiff_t>(data.factors.size()));
  const auto with_blocks = [&](Terms terms) {
    if (data.blocks > 1) terms.insert(terms.begin(), model.blocks());
    return terms;
  };
  Terms all = with_blocks(effects);
  analysis.has_interactions = effects.size() > mains.size() && !analysis.is_too_large &&
                              model.fit(all).rank() < data.measurements.size();
  if (!analysis.has_interactions) all = with_blocks(mains);
  const LeastSquaresFit whole = model.fit(all);
  analysis.error_freedom = data.measurements.size() - whole.rank();
  analysis.error_sum_of_squares = std::max(0.0, whole.residual());
  const bool scatters = analysis.error_sum_of_squares > kRounding * analysis.total_sum_of_squares;
  if (analysis.error_freedom > 0 && scatters) {
    analysis.error = data.blocks > 1 ? ErrorTerm::REPLICATES : ErrorTerm::INTERACTIONS;
  }

  for (const Term& term : effects) {
    Effect effect{.factors = term.factors, .full_freedom = 1};
    for (const std::size_t factor : term.factors) {
      effect.full_freedom *= data.factors[factor].levels.size() - 1;
    }
    if (term.factors.size() == 1 || analysis.has_interactions) {
      const Beyond beyond(model, beside(all, term), term);
      effect.freedom = beyond.freedom;
      effect.sum_of_squares = beyond.sum_of_squares;
      if (analysis.error != ErrorTerm::NONE && effect.freedom > 0) test(effect, analysis, count);
    }
    analysis.effects.push_back(effect);
  }
  adjust_by_holm(analysis.effects);

  MeanSquares squares;
  if (analysis.error != ErrorTerm::NONE) {
    squares.error_freedom = static_cast<double>(analysis.error_freedom);
    squares.error = analysis.error_sum_of_squares / squares.error_freedom;
  }
  if (data.blocks > 1) {
    const Beyond blocks(model, beside(all, model.blocks()), model.blocks());
    analysis.block_freedom = blocks.freedom;
    analysis.block_sum_of_squares = blocks.sum_of_squares;
    squares.block_freedom = static_cast<double>(blocks.freedom);
    if (blocks.freedom > 0) squares.blocks = blocks.sum_of_squares / squares.block_freedom;
  }
  analysis.means = marginal_means(data, model, pairs, all, with_blocks(mains), squares);
  return analysis;
}

}  // namespace results
