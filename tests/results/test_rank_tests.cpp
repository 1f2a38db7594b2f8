// Friedman's and Wilcoxon's tests against published examples and against counting all outcomes.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "results/statistics/friedman.hpp"
#include "results/statistics/wilcoxon_signed_rank.hpp"

namespace {

using results::Friedman;
using results::friedman;
using results::wilcoxon_signed_rank;

// Rounding first base by three methods, 22 players: Hollander and Wolfe, table 7.1. R's friedman.test gives
// chi-squared 11.143, p 0.003805.
const std::vector<std::vector<double>> kBaseball = {
    {5.40, 5.50, 5.55}, {5.85, 5.70, 5.75}, {5.20, 5.60, 5.50}, {5.55, 5.50, 5.40}, {5.90, 5.85, 5.70},
    {5.45, 5.55, 5.60}, {5.40, 5.40, 5.35}, {5.45, 5.50, 5.35}, {5.25, 5.15, 5.00}, {5.85, 5.80, 5.70},
    {5.25, 5.20, 5.10}, {5.65, 5.55, 5.45}, {5.60, 5.35, 5.45}, {5.05, 5.00, 4.95}, {5.50, 5.50, 5.40},
    {5.45, 5.55, 5.50}, {5.55, 5.55, 5.35}, {5.45, 5.50, 5.55}, {5.50, 5.45, 5.25}, {5.65, 5.60, 5.40},
    {5.70, 5.65, 5.55}, {6.30, 6.30, 6.25}};

TEST(RankTests, FriedmansPublishedExample) {
  const Friedman test = friedman(kBaseball);
  EXPECT_EQ(test.blocks, 22U);
  EXPECT_EQ(test.treatments, 3U);
  EXPECT_NEAR(test.chi_square, 11.142857, 1e-6);
  EXPECT_NEAR(test.p, 0.003805, 5e-7);
}

/// Share of all orders inside the blocks whose statistic is at least as large: the permutation test that the
/// chi-square distribution stands for.
double by_all_orders(std::vector<std::vector<double>> blocks) {
  const double measured = friedman(blocks).chi_square;
  std::size_t reach = 0;
  std::size_t all = 0;
  std::vector<std::vector<std::size_t>> orders(blocks.size());
  const std::vector<std::vector<double>> values = blocks;
  const std::size_t k = blocks.front().size();
  for (auto& order : orders) {
    for (std::size_t i = 0; i < k; ++i) order.push_back(i);
  }
  while (true) {
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      for (std::size_t i = 0; i < k; ++i) blocks[b][i] = values[b][orders[b][i]];
    }
    ++all;
    if (friedman(blocks).chi_square >= measured - 1e-9) ++reach;
    std::size_t b = 0;
    while (b < orders.size() && !std::next_permutation(orders[b].begin(), orders[b].end())) ++b;
    if (b == orders.size()) break;
  }
  return static_cast<double>(reach) / static_cast<double>(all);
}

TEST(RankTests, FriedmanIsCloseToCountingAllOrders) {
  EXPECT_NEAR(friedman({{1, 2, 3}, {1, 3, 2}, {1, 2, 3}, {2, 1, 3}, {1, 2, 3}, {1, 3, 2}}).p,
              by_all_orders({{1, 2, 3}, {1, 3, 2}, {1, 2, 3}, {2, 1, 3}, {1, 2, 3}, {1, 3, 2}}), 0.012);
  // With ties.
  const std::vector<std::vector<double>> tied = {{1, 1, 2, 3}, {1, 2, 2, 3}, {2, 1, 4, 4}};
  EXPECT_NEAR(friedman(tied).p, by_all_orders(tied), 0.025);
}

TEST(RankTests, FriedmanIsUndecidedWithoutDifferences) {
  EXPECT_EQ(friedman({{1, 1, 1}, {2, 2, 2}}).p, 1);
  EXPECT_EQ(friedman({}).p, 1);
  EXPECT_EQ(friedman({{1}, {2}}).p, 1);
  EXPECT_THROW(friedman({{1, 2}, {1}}), std::invalid_argument);
}

/// Two-sided, by all signs of the differences' ranks.
double by_all_signs(const std::vector<double>& differences) {
  std::vector<double> ranks;
  double measured = 0;
  for (const double d : differences) {
    double rank = 0.5;
    for (const double other : differences) {
      rank += std::abs(other) < std::abs(d) ? 1 : std::abs(other) == std::abs(d) ? 0.5 : 0;
    }
    ranks.push_back(rank);
    measured += d > 0 ? rank : 0;
  }
  const auto n = static_cast<double>(ranks.size());
  const double middle = n * (n + 1) / 4;
  std::size_t reach = 0;
  for (std::size_t signs = 0; signs < (1U << ranks.size()); ++signs) {
    double sum = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) sum += (signs >> i & 1U) != 0 ? ranks[i] : 0;
    if (std::abs(sum - middle) >= std::abs(measured - middle) - 1e-9) ++reach;
  }
  return static_cast<double>(reach) / static_cast<double>(1U << ranks.size());
}

TEST(RankTests, WilcoxonsPublishedExample) {
  // Hamilton's depression scale before and after a tranquilliser: Hollander and Wolfe, table 3.1. R's
  // wilcox.test gives V 40, two-sided p 0.03906.
  const std::vector<double> before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
  const std::vector<double> after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
  std::vector<double> differences;
  for (std::size_t i = 0; i < before.size(); ++i) differences.push_back(before[i] - after[i]);
  const auto test = wilcoxon_signed_rank(differences);
  EXPECT_EQ(test.positive_ranks, 40);
  EXPECT_DOUBLE_EQ(test.p, 20.0 / 512);
}

TEST(RankTests, WilcoxonIsExactForFewDifferences) {
  std::mt19937_64 generator(3);
  for (int round = 0; round < 60; ++round) {
    std::vector<double> differences(1 + generator() % 12);
    for (double& d : differences) d = static_cast<double>(generator() % 1000003) - 350000.5;
    EXPECT_NEAR(wilcoxon_signed_rank(differences).p, by_all_signs(differences), 1e-12);
    for (double& d : differences) d = -d;
    EXPECT_NEAR(wilcoxon_signed_rank(differences).p, by_all_signs(differences), 1e-12);
  }
}

TEST(RankTests, WilcoxonWithTiesIsClose) {
  std::mt19937_64 generator(4);
  for (int round = 0; round < 10; ++round) {
    std::vector<double> differences(14);
    for (double& d : differences) d = static_cast<double>(generator() % 9) - 2.5;
    EXPECT_NEAR(wilcoxon_signed_rank(differences).p, by_all_signs(differences), 0.02);
  }
  // Ten of twelve equal sizes are positive: ranks of 6.5, so 65 where 39 is expected with variance 12 · 6.5²
  // / 4.
  std::vector<double> equal(12, 1);
  equal[3] = equal[7] = -1;
  EXPECT_NEAR(wilcoxon_signed_rank(equal).p, std::erfc(25.5 / std::sqrt(2 * 126.75)), 1e-9);
  const auto test = wilcoxon_signed_rank(std::vector<double>{0, 3, 0, -1, 2});
  EXPECT_EQ(test.zeros, 2U);
  EXPECT_EQ(test.n, 3U);
  EXPECT_DOUBLE_EQ(test.p, 0.5);  // 5 of 6: two of eight signs on either side
  EXPECT_EQ(wilcoxon_signed_rank(std::vector<double>{0, 0}).p, 1);
}

}  // namespace
