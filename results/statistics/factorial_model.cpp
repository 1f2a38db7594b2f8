#include "results/statistics/factorial_model.hpp"

#include <algorithm>

namespace results {
namespace {

/// Column 0 is the mean's.
std::vector<FactorialModel::Term> terms_of(const Factorial& data, FactorialModel::Pairs pairs) {
  std::vector<FactorialModel::Term> terms = {{{}, 1, data.blocks}};
  const auto add = [&](std::vector<std::size_t> factors) {
    std::size_t columns = 1;
    for (const std::size_t factor : factors) columns *= data.factors[factor].levels.size();
    terms.push_back({std::move(factors), terms.back().first_column + terms.back().columns, columns});
  };
  for (std::size_t i = 0; i < data.factors.size(); ++i) add({i});
  if (pairs == FactorialModel::Pairs::LEFT_OUT) return terms;
  for (std::size_t i = 0; i < data.factors.size(); ++i) {
    for (std::size_t j = i + 1; j < data.factors.size(); ++j) add({i, j});
  }
  return terms;
}

std::vector<std::size_t> level_counts_of(const Factorial& data) {
  std::vector<std::size_t> counts;
  for (const Factorial::Factor& factor : data.factors) counts.push_back(factor.levels.size());
  return counts;
}

double mean_of(const Factorial& data) {
  double sum = 0;
  for (const Factorial::Measurement& measurement : data.measurements) sum += measurement.value;
  return sum / static_cast<double>(data.measurements.size());
}

}  // namespace

bool FactorialModel::Term::contains(const Term& other) const {
  return !other.factors.empty() && factors.size() > other.factors.size() &&
         std::all_of(other.factors.begin(), other.factors.end(), [&](std::size_t factor) {
           return std::find(factors.begin(), factors.end(), factor) != factors.end();
         });
}

std::size_t FactorialModel::columns_with_pairs(const Factorial& data) {
  const std::vector<Term> terms = terms_of(data, Pairs::IN);
  return terms.back().first_column + terms.back().columns;
}

FactorialModel::FactorialModel(const Factorial& data, Pairs pairs)
    : level_counts_(level_counts_of(data)),
      terms_(terms_of(data, pairs)),
      squares_(terms_.back().first_column + terms_.back().columns),
      mean_(mean_of(data)) {
  for (const Factorial::Measurement& measurement : data.measurements) {
    squares_.add(columns_of(measurement), measurement.value - mean_);
  }
}

std::vector<std::size_t> FactorialModel::columns_of(const Factorial::Measurement& measurement) const {
  std::vector<std::size_t> columns = {0};
  for (const Term& term : terms_) {
    std::size_t column = term.factors.empty() ? measurement.block : 0;
    for (const std::size_t factor : term.factors) {
      column = column * level_counts_[factor] + measurement.levels[factor];
    }
    columns.push_back(term.first_column + column);
  }
  return columns;
}

std::vector<std::size_t> FactorialModel::columns_of(const std::vector<Term>& terms) {
  std::vector<std::size_t> columns = {0};
  for (const Term& term : terms) {
    for (std::size_t i = 0; i < term.columns; ++i) columns.push_back(term.first_column + i);
  }
  return columns;
}

LeastSquaresFit FactorialModel::fit(const std::vector<Term>& terms) const {
  return squares_.fit(columns_of(terms));
}

double FactorialModel::weight(const Term& term, std::size_t column, std::size_t factor,
                              std::size_t level) const {
  double weight = term.factors.empty() ? 1.0 / static_cast<double>(term.columns) : 1;
  for (std::size_t i = term.factors.size(); i-- > 0;) {
    const std::size_t count = level_counts_[term.factors[i]];
    if (term.factors[i] != factor) {
      weight /= static_cast<double>(count);
    } else if (column % count != level) {
      return 0;
    }
    column /= count;
  }
  return weight;
}

std::vector<double> FactorialModel::weights(const std::vector<Term>& terms, std::size_t factor,
                                            std::size_t level) const {
  std::vector<double> weights = {1};
  for (const Term& term : terms) {
    for (std::size_t i = 0; i < term.columns; ++i) weights.push_back(weight(term, i, factor, level));
  }
  return weights;
}

}  // namespace results
