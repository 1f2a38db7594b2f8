#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "results/statistics/additive_model.hpp"
#include "results/statistics/crossing.hpp"
#include "results/statistics/isotonic.hpp"

namespace {

using results::AdditiveModel;
using results::crossing;
using results::Crossing;
using results::falling_fit;
using results::MeasuredCurve;

double average(const std::vector<double>& values, const std::vector<double>& weights, std::size_t from,
               std::size_t to) {
  double sum = 0;
  double weight = 0;
  for (std::size_t i = from; i <= to; ++i) {
    sum += values[i] * weights[i];
    weight += weights[i];
  }
  return sum / weight;
}

/// The least squares over all falling step functions: the active constraints are some set of neighbours that
/// are equal, so trying all sets solves the quadratic programme.
std::vector<double> by_trying_all(const std::vector<double>& values, const std::vector<double>& weights) {
  const std::size_t n = values.size();
  std::vector<double> best;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t equal = 0; equal < (std::size_t{1} << (n - 1)); ++equal) {
    std::vector<double> fit(n);
    for (std::size_t from = 0; from < n;) {
      std::size_t to = from;
      while (to + 1 < n && (equal >> to & 1U)) ++to;
      for (std::size_t i = from; i <= to; ++i) fit[i] = average(values, weights, from, to);
      from = to + 1;
    }
    if (!std::is_sorted(fit.rbegin(), fit.rend())) continue;
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i) squares += weights[i] * (values[i] - fit[i]) * (values[i] - fit[i]);
    if (squares < least) {
      least = squares;
      best = fit;
    }
  }
  return best;
}

TEST(FallingFit, IsTheLeastSquaresOfAllFallingSequences) {
  std::mt19937_64 generator(3);
  std::uniform_real_distribution<double> uniform;
  for (int study = 0; study < 300; ++study) {
    const std::size_t n = 1 + static_cast<std::size_t>(study % 8);
    std::vector<double> values(n);
    std::vector<double> weights(n);
    for (double& value : values) value = uniform(generator);
    for (double& weight : weights) weight = 0.2 + uniform(generator);
    const std::vector<double> fit = falling_fit(values, weights);
    const std::vector<double> expected = by_trying_all(values, weights);
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_NEAR(fit[i], expected[i], 1e-12) << study;
      // And the closed form: the least over starts of the largest over ends of averages.
      double least = std::numeric_limits<double>::infinity();
      for (std::size_t from = 0; from <= i; ++from) {
        double most = -least;
        for (std::size_t to = i; to < n; ++to) most = std::max(most, average(values, weights, from, to));
        if (from == 0 || most < least) least = most;
      }
      EXPECT_NEAR(fit[i], least, 1e-12) << study;
    }
  }
}

TEST(FallingFit, LeavesAFallingSequenceAloneAndRefusesOtherWeights) {
  const std::vector<double> falling = {0.9, 0.8, 0.8, 0.5};
  EXPECT_EQ(falling_fit(falling, std::vector<double>(4, 1)), falling);
  EXPECT_TRUE(falling_fit({}, {}).empty());
  EXPECT_THROW(falling_fit(falling, std::vector<double>(3, 1)), std::invalid_argument);
}

/// Σ (y − level − replicate + mean)² of a whole table.
double interaction_squares(const results::ReplicateTable& table) {
  const std::size_t levels = table.size();
  const std::size_t replicates = table[0].size();
  double squares = 0;
  for (std::size_t k = 0; k < levels; ++k) {
    for (std::size_t r = 0; r < replicates; ++r) {
      double level = 0;
      double replicate = 0;
      double all = 0;
      for (std::size_t i = 0; i < replicates; ++i) level += table[k][i] / static_cast<double>(replicates);
      for (std::size_t j = 0; j < levels; ++j) replicate += table[j][r] / static_cast<double>(levels);
      for (const auto& row : table) {
        for (const double value : row) all += value / static_cast<double>(levels * replicates);
      }
      squares += std::pow(table[k][r] - level - replicate + all, 2);
    }
  }
  return squares;
}

const results::ReplicateTable kTable = {
    {0.97, 0.95, 0.98}, {0.96, 0.955, 0.97}, {0.9, 0.91, 0.93}, {0.8, 0.79, 0.83}};

TEST(AdditiveModel, OfAWholeTableIsTheTwoWayAnalysisOfVariance) {
  const std::vector<double> equal(kTable.size(), 1);
  const AdditiveModel model(kTable, equal);
  EXPECT_EQ(model.degrees_of_freedom, 6);
  EXPECT_NEAR(model.spread, interaction_squares(kTable) / 6, 1e-14);
  // Twice the variance everywhere is half the spread.
  const std::vector<double> twice(kTable.size(), 2);
  EXPECT_NEAR(AdditiveModel(kTable, twice).spread, model.spread / 2, 1e-14);
}

TEST(AdditiveModel, WithAGapIsYates) {
  // Yates, Empire J. Exp. Agric. 1 (1933) 129: the table with x = (t T + b B − G) / ((t − 1)(b − 1)) in its
  // gap has the residual squares of the table with the gap, and one degree of freedom more than that.
  results::ReplicateTable gap = kTable;
  gap[1][2] = NAN;
  const double level = 0.96 + 0.955;
  const double replicate = 0.98 + 0.93 + 0.83;
  double all = 0;
  for (const auto& row : gap) {
    for (const double value : row) all += std::isnan(value) ? 0 : value;
  }
  results::ReplicateTable filled = kTable;
  filled[1][2] = (4 * level + 3 * replicate - all) / (3.0 * 2.0);
  const AdditiveModel model(gap, std::vector<double>(4, 1));
  EXPECT_EQ(model.degrees_of_freedom, 5);
  EXPECT_NEAR(model.spread, interaction_squares(filled) / 5, 1e-12);
}

TEST(AdditiveModel, KnowsWhenNothingIsLeft) {
  // Two levels that share no replicate: every value is its own effect.
  const results::ReplicateTable apart = {{0.9, NAN}, {NAN, 0.8}};
  EXPECT_EQ(AdditiveModel(apart, std::vector<double>(2, 1)).degrees_of_freedom, 0);
  EXPECT_EQ(AdditiveModel({{0.9, 0.8, 0.7}}, std::vector<double>(1, 1)).degrees_of_freedom, 0);
}

MeasuredCurve curve(double error) {
  return {{0, 1, 2}, {0.9, 0.9, 0.8}, {1, 1, 1}, {error, error, error}, {8, 8, 8}};
}

TEST(Crossing, IsOnTheLineBetweenTheMeans) {
  const Crossing exact = crossing(curve(0), {0.02}, 0.95);
  EXPECT_NEAR(exact.at, 1.2, 1e-12);
  EXPECT_NEAR(exact.low, 1.2, 1e-12);
  EXPECT_NEAR(exact.high, 1.2, 1e-12);
  EXPECT_NEAR(crossing(curve(0), {0.85, true}, 0.95).at, 1.5, 1e-12);
  EXPECT_EQ(crossing(curve(0), {0.3}, 0.95).at, std::numeric_limits<double>::infinity());
  EXPECT_EQ(crossing(curve(0), {0.95, true}, 0.95).at, -std::numeric_limits<double>::infinity());
}

TEST(Crossing, HasNoIntervalWithoutASpread) {
  MeasuredCurve unknown = curve(0.01);
  unknown.degrees_of_freedom[1] = 0;
  const Crossing crossed = crossing(unknown, {0.02}, 0.95);
  EXPECT_NEAR(crossed.at, 1.2, 1e-12);
  EXPECT_TRUE(std::isnan(crossed.low));
  const Crossing known = crossing(curve(0.01), {0.02}, 0.95);
  EXPECT_LT(known.low, known.at);
  EXPECT_GT(known.high, known.at);
}

TEST(Crossing, OfAStraightLineHasStudentsInterval) {
  // A steep line through two points, of which the second is certain: the crossing of 0.5 moves as the first
  // mean does, x = (m − 0.5) / m ≈ 0.5 + 2 · 0.5² · e / 1 … to first order e / 2 · … : d x / d m = 0.5 / m² =
  // 0.5 at m = 1.
  const MeasuredCurve line{{0, 1}, {1, 0}, {1, 1}, {0.001, 0}, {4, 4}};
  const Crossing crossed = crossing(line, {0.5, true}, 0.95);
  // t(4, 97.5 %) = 2.776 from any statistics book; 2,000 draws give it within some per cent.
  EXPECT_NEAR((crossed.high - crossed.low) / 2, 2.776 * 0.0005, 0.1 * 0.0014);
  const Crossing shifted = crossing({{0, 1}, {1, 0}, {1, 1}, {0, 0}, {4, 4}, 0.001, 4}, {0.5, true}, 0.95);
  EXPECT_NEAR((shifted.high - shifted.low) / 2, 2.776 * 0.001, 0.1 * 0.0028);
}

}  // namespace
