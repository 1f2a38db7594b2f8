#include "results/statistics/least_squares.hpp"

#include <cmath>

namespace results {
namespace {

constexpr double kDependent = 1e-9;  // what is left of a column that the others determine, of 1

}  // namespace

LeastSquaresFit::LeastSquaresFit(std::vector<double> matrix, std::size_t columns)
    : matrix_(std::move(matrix)), columns_(columns), used_(columns, false) {
  std::vector<double> whole(columns_);
  for (std::size_t k = 0; k < columns_; ++k) whole[k] = at(k, k);
  for (std::size_t k = 0; k < columns_; ++k) {
    if (!(at(k, k) > kDependent * whole[k])) continue;
    sweep(k);
    used_[k] = true;
    ++rank_;
  }
}

void LeastSquaresFit::sweep(std::size_t pivot) {
  const std::size_t side = columns_ + 1;
  const double diagonal = at(pivot, pivot);
  double* pivots = &matrix_[pivot * side];
  for (std::size_t j = 0; j < side; ++j) pivots[j] /= diagonal;
  for (std::size_t i = 0; i < side; ++i) {
    const double factor = at(i, pivot);
    if (i == pivot || factor == 0) continue;
    double* row = &matrix_[i * side];
    for (std::size_t j = 0; j < side; ++j) row[j] -= factor * pivots[j];
    row[pivot] = -factor / diagonal;
  }
  pivots[pivot] = 1 / diagonal;
}

double LeastSquaresFit::combination(std::span<const double> weights) const {
  double sum = 0;
  for (std::size_t k = 0; k < columns_; ++k) {
    if (used_[k]) sum += weights[k] * at(k, columns_);
  }
  return sum;
}

double LeastSquaresFit::variance(std::span<const double> weights) const {
  double sum = 0;
  for (std::size_t i = 0; i < columns_; ++i) {
    for (std::size_t j = 0; used_[i] && j < columns_; ++j) {
      if (used_[j]) sum += weights[i] * weights[j] * at(i, j);
    }
  }
  return sum;
}

bool LeastSquaresFit::is_estimable(std::span<const double> weights) const {
  // A column that was left out is Σ at(k, j) · column k over those used: the weights have to agree.
  for (std::size_t j = 0; j < columns_; ++j) {
    if (used_[j]) continue;
    double expected = 0;
    for (std::size_t k = 0; k < columns_; ++k) {
      if (used_[k]) expected += weights[k] * at(k, j);
    }
    if (std::abs(expected - weights[j]) > 1e-7) return false;
  }
  return true;
}

LeastSquares::LeastSquares(std::size_t columns) : side_(columns + 1), matrix_(side_ * side_, 0) {}

void LeastSquares::add(std::span<const std::size_t> ones, double value) {
  const std::size_t last = side_ - 1;
  for (const std::size_t i : ones) {
    for (const std::size_t j : ones) ++matrix_[i * side_ + j];
    matrix_[i * side_ + last] += value;
    matrix_[last * side_ + i] += value;
  }
  matrix_[last * side_ + last] += value * value;
}

LeastSquaresFit LeastSquares::fit(std::span<const std::size_t> columns) const {
  std::vector<std::size_t> chosen(columns.begin(), columns.end());
  chosen.push_back(side_ - 1);
  std::vector<double> matrix;
  matrix.reserve(chosen.size() * chosen.size());
  for (const std::size_t i : chosen) {
    for (const std::size_t j : chosen) matrix.push_back(matrix_[i * side_ + j]);
  }
  return LeastSquaresFit(std::move(matrix), columns.size());
}

}  // namespace results
