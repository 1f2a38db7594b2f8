#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace results {

/// A least-squares fit of numbers by indicators. Columns that others determine have coefficient 0.
class LeastSquaresFit {
 public:
  /// Sweeps the matrix [X'X X'y; y'X y'y], row by row, of columns + 1 rows: Goodnight, Am. Stat. 33 (1979)
  /// 149.
  explicit LeastSquaresFit(std::vector<double> matrix, std::size_t columns);

  std::size_t rank() const { return rank_; }
  double residual() const { return at(columns_, columns_); }  // sum of squares

  /// Σ weights · coefficients, one weight per column.
  double combination(std::span<const double> weights) const;
  /// Its variance in units of the error's.
  double variance(std::span<const double> weights) const;
  /// Whether the measurements determine it: whether it is the same for all least-squares solutions.
  bool is_estimable(std::span<const double> weights) const;

 private:
  double at(std::size_t row, std::size_t column) const { return matrix_[row * (columns_ + 1) + column]; }
  void sweep(std::size_t pivot);

  std::vector<double> matrix_;
  std::size_t columns_;
  std::vector<bool> used_;
  std::size_t rank_ = 0;
};

/// Measurements that each belong to some of `columns` classes: sums for fits by any of these.
class LeastSquares {
 public:
  explicit LeastSquares(std::size_t columns);

  /// `ones`: the classes of this measurement.
  void add(std::span<const std::size_t> ones, double value);
  LeastSquaresFit fit(std::span<const std::size_t> columns) const;

 private:
  std::size_t side_;            // columns + 1: the value is the last
  std::vector<double> matrix_;  // [X y]'[X y]
};

}  // namespace results
