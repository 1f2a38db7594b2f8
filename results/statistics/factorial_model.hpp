#pragma once

#include <cstddef>
#include <vector>

#include "results/statistics/factorial.hpp"
#include "results/statistics/least_squares.hpp"

namespace results {

/// A factorial as a linear model: the columns of its terms, and fits by some of them.
class FactorialModel {
 public:
  enum class Pairs { IN, LEFT_OUT };  // interactions of two factors
  /// A column per block, level and pair of levels: matrices are of their square, a fit's time of their cube.
  static std::size_t columns_with_pairs(const Factorial& data);

  /// The mean is no term: it is in every fit.
  struct Term {
    std::vector<std::size_t> factors;  // none: the blocks
    std::size_t first_column = 0;
    std::size_t columns = 0;

    /// Whether it is made of all of `other`'s factors and more. Nothing contains the blocks.
    bool contains(const Term& other) const;
  };

  /// Needs a measurement.
  explicit FactorialModel(const Factorial& data, Pairs pairs = Pairs::IN);

  const Term& blocks() const { return terms_.front(); }
  /// Main effects by factor, then pairs of factors if they are in: not the blocks.
  std::vector<Term> effects() const { return {terms_.begin() + 1, terms_.end()}; }

  /// Of the values less their mean, which keeps digits.
  double mean() const { return mean_; }
  LeastSquaresFit fit(const std::vector<Term>& terms) const;
  /// Weights for a fit by `terms`: the mean at a level of a factor, all combinations of the other factors'
  /// levels and all blocks counting the same.
  std::vector<double> weights(const std::vector<Term>& terms, std::size_t factor, std::size_t level) const;

 private:
  std::vector<std::size_t> columns_of(const Factorial::Measurement& measurement) const;
  static std::vector<std::size_t> columns_of(const std::vector<Term>& terms);
  double weight(const Term& term, std::size_t column, std::size_t factor, std::size_t level) const;

  std::vector<std::size_t> level_counts_;  // by factor
  std::vector<Term> terms_;                // blocks first
  LeastSquares squares_;
  double mean_;
};

}  // namespace results
