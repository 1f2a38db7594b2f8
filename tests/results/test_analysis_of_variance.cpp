#include "results/statistics/analysis_of_variance.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

using results::AnalysisOfVariance;
using results::Effect;
using results::ErrorTerm;
using results::Factorial;

Factorial factorial(const std::vector<std::size_t>& levels, std::size_t blocks) {
  Factorial data;
  for (const std::size_t count : levels) {
    data.factors.push_back(
        {std::string(1, static_cast<char>('a' + data.factors.size())), std::vector<std::string>(count)});
  }
  data.blocks = blocks;
  return data;
}

/// Yates, J. R. Stat. Soc. Suppl. 2 (1935) 181: yields of oats (¼ lb) in six blocks, of the varieties
/// Victory, Golden Rain and Marvellous under four amounts of nitrogen.
Factorial oats() {
  constexpr std::array<std::array<double, 12>, 6> kYields = {
      {{111, 130, 157, 174, 117, 114, 161, 141, 105, 140, 118, 156},
       {61, 91, 97, 100, 70, 108, 126, 149, 96, 124, 121, 144},
       {68, 64, 112, 86, 60, 102, 89, 96, 89, 129, 132, 124},
       {74, 89, 81, 122, 64, 103, 132, 133, 70, 89, 104, 117},
       {62, 90, 100, 116, 80, 82, 94, 126, 63, 70, 109, 99},
       {53, 74, 118, 113, 89, 82, 86, 104, 97, 99, 119, 121}}};
  Factorial data = factorial({3, 4}, 6);
  for (std::size_t block = 0; block < 6; ++block) {
    for (std::size_t i = 0; i < 12; ++i) {
      data.measurements.push_back({{i / 4, i % 4}, block, kYields[block][i]});
    }
  }
  return data;
}

TEST(AnalysisOfVariance, OatsOfYates) {
  const AnalysisOfVariance analysis = AnalysisOfVariance::of(oats());
  ASSERT_EQ(analysis.effects.size(), 3U);
  const auto& [variety, nitrogen, both] =
      std::tie(analysis.effects[0], analysis.effects[1], analysis.effects[2]);
  // As R prints them (MASS, ?oats; blocks, V, Nf, Nf:V); the error is that of plots and subplots together.
  EXPECT_NEAR(analysis.block_sum_of_squares, 15875, 0.5);
  EXPECT_NEAR(variety.sum_of_squares, 1786, 0.5);
  EXPECT_NEAR(nitrogen.sum_of_squares, 20020.5, 0.05);
  EXPECT_NEAR(both.sum_of_squares, 322, 0.5);
  EXPECT_NEAR(analysis.error_sum_of_squares, 6013 + 7969, 1);
  EXPECT_EQ(analysis.block_freedom, 5U);
  EXPECT_EQ(variety.freedom, 2U);
  EXPECT_EQ(nitrogen.freedom, 3U);
  EXPECT_EQ(both.freedom, 6U);
  EXPECT_EQ(analysis.error_freedom, 55U);
  EXPECT_EQ(analysis.error, ErrorTerm::REPLICATES);
  EXPECT_NEAR(analysis.total_sum_of_squares, 51985.94, 0.01);
  // F = (1786.36/2)/(13982.06/55), and partial ω² = 3 (F − 1)/(3 (F − 1) + 72) for nitrogen.
  EXPECT_NEAR(variety.f, 3.5134, 1e-4);
  EXPECT_NEAR(nitrogen.f, 26.2509, 1e-4);
  EXPECT_NEAR(nitrogen.partial_omega_squared, 3 * 25.2509 / (3 * 25.2509 + 72), 1e-5);
  EXPECT_EQ(both.partial_omega_squared, 0);  // F below 1
  EXPECT_NEAR(variety.p_holm, 2 * variety.p, 1e-12);

  const results::MarginalMeans& by_nitrogen = analysis.means[1];
  EXPECT_FALSE(by_nitrogen.additive);
  EXPECT_NEAR(by_nitrogen.levels[0].mean, 79.3889, 1e-4);
  EXPECT_NEAR(by_nitrogen.levels[3].mean, 123.3889, 1e-4);
  EXPECT_EQ(by_nitrogen.levels[3].measurements, 18U);
  // Means of the blocks without nitrogen: 111, 75.67, 72.33, 69.33, 68.33, 79.67 (e.g. (111 + 117 + 105)/3),
  // their standard deviation 16.0394; t with 5 degrees of freedom is 2.5706.
  EXPECT_NEAR(by_nitrogen.levels[0].high - by_nitrogen.levels[0].mean, 2.5706 * 16.0394 / std::sqrt(6.0),
              2e-3);
  EXPECT_NEAR(by_nitrogen.levels[0].mean - by_nitrogen.levels[0].low, 2.5706 * 16.0394 / std::sqrt(6.0),
              2e-3);
}

TEST(AnalysisOfVariance, PValuesAreThoseOfTheTablesOfF) {
  // 5 % points of F with 1 and 6, 2 and 6 degrees of freedom are 5.987 and 5.143 in any book: three levels in
  // four blocks whose error mean square is 1 by construction.
  Factorial data = factorial({3}, 4);
  const std::array<std::array<double, 3>, 4> residual = {{{1, -1, 0}, {-1, 1, 0}, {1, 0, -1}, {-1, 0, 1}}};
  const double step = std::sqrt(5.143 * 2 / 4 / 2 * 8 / 6);  // F · 2 = 4 · 2 step² / (8/6)
  for (std::size_t block = 0; block < 4; ++block) {
    for (std::size_t level = 0; level < 3; ++level) {
      data.measurements.push_back(
          {{level}, block, residual[block][level] + step * (static_cast<double>(level) - 1) + 10.0 * block});
    }
  }
  const AnalysisOfVariance analysis = AnalysisOfVariance::of(data);
  EXPECT_NEAR(analysis.error_sum_of_squares, 8, 1e-9);
  EXPECT_EQ(analysis.error_freedom, 6U);
  EXPECT_NEAR(analysis.effects[0].f, 5.143, 1e-9);
  EXPECT_NEAR(analysis.effects[0].p, 0.05, 1e-4);
  EXPECT_FALSE(analysis.has_interactions);  // there is nothing to interact with
}

TEST(AnalysisOfVariance, TypeTwoOfAPublishedUnbalancedExample) {
  // tidystat.com/type-2-anova-in-r-with-examples: sales by city and store, as car::Anova of R prints them.
  constexpr std::array<double, 10> kSales = {10, 20, 20, 50, 30, 10, 5, 4, 12, 4};
  Factorial data = factorial({2, 2}, 1);
  for (std::size_t i = 0; i < kSales.size(); ++i) data.measurements.push_back({{i / 5, i % 2}, 0, kSales[i]});
  const AnalysisOfVariance analysis = AnalysisOfVariance::of(data);
  EXPECT_NEAR(analysis.effects[0].sum_of_squares, 984.15, 0.005);
  EXPECT_NEAR(analysis.effects[1].sum_of_squares, 93.75, 0.005);
  EXPECT_NEAR(analysis.effects[2].sum_of_squares, 183.75, 0.005);
  EXPECT_NEAR(analysis.error_sum_of_squares, 698.50, 0.005);
  EXPECT_NEAR(analysis.effects[0].f, 8.4537, 5e-5);
  EXPECT_NEAR(analysis.effects[0].p, 0.02707, 5e-6);
  EXPECT_NEAR(analysis.effects[1].p, 0.40408, 5e-6);
  EXPECT_NEAR(analysis.effects[2].p, 0.25569, 5e-6);
  EXPECT_NEAR(analysis.total_sum_of_squares, 1878.5, 0.05);
}

/// The factorial of oracles/type_two.py, but for the combinations that `missing` says.
template <class Missing>
Factorial incomplete(Missing missing) {
  Factorial data = factorial({3, 2, 2}, 3);
  for (std::size_t i = 0; i < 36; ++i) {
    const std::size_t a = i / 12;
    const std::size_t b = i / 6 % 2;
    const std::size_t c = i / 3 % 2;
    const std::size_t r = i % 3;
    if (missing(a, b, r, c)) continue;
    const std::size_t noise =
        (7 * a * a + 11 * b + 13 * c * r + 17 * r * r + 5 * a * b * c + 3 * a * r + 2 * b * r) % 23;
    const double level = 50 + 3.0 * a - 4.0 * b + 2.0 * c + (a == 1 ? 5.0 * b : 0) + 1.5 * r;
    data.measurements.push_back({{a, b, c}, r, level + noise / 4.0});
  }
  return data;
}

void expect_effects(const AnalysisOfVariance& analysis, const std::vector<std::size_t>& freedoms,
                    const std::vector<double>& sums) {
  ASSERT_EQ(analysis.effects.size(), sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) {
    EXPECT_EQ(analysis.effects[i].freedom, freedoms[i]) << i;
    EXPECT_NEAR(analysis.effects[i].sum_of_squares, sums[i], 1e-8) << i;
  }
}

TEST(AnalysisOfVariance, UnbalancedAsBruteForce) {
  // Expected numbers: /usr/bin/python3 tests/results/oracles/type_two.py
  const AnalysisOfVariance analysis =
      AnalysisOfVariance::of(incomplete([](std::size_t a, std::size_t b, std::size_t r, std::size_t c) {
        return (a == 2 && b == 1 && r > 0) || (a == 0 && c == 1 && r == 2);
      }));
  expect_effects(analysis, {2, 1, 1, 2, 2, 1},
                 {228.985393999, 12.419161842, 29.525054466, 31.102670558, 0.062752860, 1.315240036});
  EXPECT_EQ(analysis.error_freedom, 18U);
  EXPECT_NEAR(analysis.error_sum_of_squares, 54.162364130, 1e-8);
  EXPECT_NEAR(analysis.block_sum_of_squares, 109.171875, 1e-8);
  const std::vector<std::vector<double>> means = {
      {53.369791667, 58.604166667, 59.682291667}, {58.135039251, 56.302460749}, {56.246452295, 58.191047705}};
  for (std::size_t factor = 0; factor < 3; ++factor) {
    EXPECT_FALSE(analysis.means[factor].additive);
    for (std::size_t level = 0; level < means[factor].size(); ++level) {
      EXPECT_NEAR(analysis.means[factor].levels[level].mean, means[factor][level], 1e-8);
    }
  }
  // Of a level that 8 of 30 measurements have: 0.184375 of the error's variance, and the blocks' beyond the
  // error's. Blocks of 12, 10 and 8 measurements count as 3 · (30 − 308/30)/2 = 29.6 together; t(2)
  // = 4.302653.
  const double error = 54.162364130 / 18;
  const double variance = 109.171875 / 2 / 29.6 + (0.184375 - 1 / 29.6) * error;
  const results::MarginalMean& mean = analysis.means[0].levels[2];
  EXPECT_NEAR(mean.high - mean.mean, 4.302653 * std::sqrt(variance), 1e-5);
}

TEST(AnalysisOfVariance, MeansOfBlocksThatDoNotScatterHaveTheErrorsInterval) {
  Factorial data = incomplete([](std::size_t a, std::size_t b, std::size_t r, std::size_t c) {
    return (a == 2 && b == 1 && r > 0) || (a == 0 && c == 1 && r == 2);
  });
  data.blocks = 1;
  for (Factorial::Measurement& measurement : data.measurements) measurement.block = 0;
  const AnalysisOfVariance analysis = AnalysisOfVariance::of(data);
  EXPECT_EQ(analysis.error, ErrorTerm::INTERACTIONS);
  const results::MarginalMean& mean = analysis.means[1].levels[0];
  EXPECT_EQ(analysis.error_freedom,
            20U);  // t(20) = 2.085963; b = 0 has 17 of 18 measurements, weighted unequally
  EXPECT_GT(mean.high - mean.mean, 2.085963 * std::sqrt(analysis.error_sum_of_squares / 20 / 17));
  EXPECT_LT(mean.high - mean.mean, 2.085963 * std::sqrt(analysis.error_sum_of_squares / 20 / 15));
}

TEST(AnalysisOfVariance, AMissingCombinationIsSaidAndMeansAreAdditive) {
  const AnalysisOfVariance analysis = AnalysisOfVariance::of(
      incomplete([](std::size_t a, std::size_t b, std::size_t, std::size_t) { return a == 2 && b == 1; }));
  expect_effects(analysis, {2, 1, 1, 1, 2, 1},
                 {279.072048611, 3.960937500, 31.518750000, 20.627604167, 4.259548611, 0.585937500});
  EXPECT_EQ(analysis.effects[3].full_freedom, 2U);
  EXPECT_NEAR(analysis.error_sum_of_squares, 52.102604167, 1e-8);
  EXPECT_TRUE(analysis.means[0].additive);
  EXPECT_NEAR(analysis.means[0].levels[2].mean, 60.927083333, 1e-8);
  EXPECT_NEAR(analysis.means[1].levels[1].mean, 57.159722222, 1e-8);
  EXPECT_NEAR(analysis.means[2].levels[1].mean, 58.590972222, 1e-8);
  // All blocks miss the same: means of a = 2 in the three blocks alone, by numpy's least squares,
  // are 58.3125, 60.9688, 63.5000, their standard deviation 2.594001.
  const results::MarginalMean& mean = analysis.means[0].levels[2];
  EXPECT_NEAR(mean.high - mean.mean, 4.302653 * 2.594001 / std::sqrt(3.0), 1e-5);
}

TEST(AnalysisOfVariance, WhatCannotBeToldIsNotTold) {
  // Two factors that go together: each could be the other.
  Factorial twins = factorial({2, 2}, 3);
  for (std::size_t i = 0; i < 6; ++i) twins.measurements.push_back({{i / 3, i / 3}, i % 3, i * i * 1.0});
  const AnalysisOfVariance aliased = AnalysisOfVariance::of(twins);
  for (const Effect& effect : aliased.effects) {
    EXPECT_EQ(effect.freedom, 0U);
    EXPECT_TRUE(std::isnan(effect.p));
  }
  EXPECT_TRUE(std::isnan(aliased.means[0].levels[0].mean));

  // One replicate of two factors: the interaction is all that is left for the error.
  Factorial single = factorial({3, 2}, 1);
  for (std::size_t i = 0; i < 6; ++i) single.measurements.push_back({{i / 2, i % 2}, 0, i * i * 1.0});
  const AnalysisOfVariance tukey = AnalysisOfVariance::of(single);
  EXPECT_EQ(tukey.error, ErrorTerm::INTERACTIONS);
  EXPECT_FALSE(tukey.has_interactions);
  EXPECT_EQ(tukey.error_freedom, 2U);
  EXPECT_FALSE(std::isnan(tukey.effects[0].p));
  EXPECT_TRUE(std::isnan(tukey.effects[2].p));
  // And of one factor: nothing is.
  Factorial least = factorial({3}, 1);
  for (std::size_t i = 0; i < 3; ++i) least.measurements.push_back({{i}, 0, i * i * 1.0});
  const AnalysisOfVariance none = AnalysisOfVariance::of(least);
  EXPECT_EQ(none.error, ErrorTerm::NONE);
  EXPECT_TRUE(std::isnan(none.effects[0].p));
  EXPECT_NEAR(none.means[0].levels[2].mean, 4, 1e-12);
  EXPECT_TRUE(std::isnan(none.means[0].levels[2].low));
  // Nor of numbers that are all the same, or of none.
  for (Factorial::Measurement& measurement : single.measurements) measurement.value = 0.9;
  EXPECT_EQ(AnalysisOfVariance::of(single).error, ErrorTerm::NONE);
  EXPECT_TRUE(AnalysisOfVariance::of(factorial({2}, 1)).effects.empty());
}

}  // namespace
