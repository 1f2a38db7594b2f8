#include "results/statistics/multiple_testing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace {

using results::adjusted_by_benjamini_hochberg;
using results::adjusted_by_holm;

// The example of Benjamini and Hochberg's paper (myocardial infarction): at 0.05 their procedure finds four
// of the fifteen hypotheses, Holm's three.
const std::vector<double> kPaper = {0.6528, 0.0001, 0.0004, 0.3240, 0.0019, 0.0201, 0.0278, 0.0298,
                                    0.0344, 0.0459, 0.4262, 0.5719, 0.0095, 0.7590, 1.0000};

std::size_t found(const std::vector<double>& adjusted) {
  return static_cast<std::size_t>(
      std::count_if(adjusted.begin(), adjusted.end(), [](double p) { return p <= 0.05; }));
}

TEST(MultipleTesting, ThePapersExample) {
  const std::vector<double> bh = adjusted_by_benjamini_hochberg(kPaper);
  EXPECT_EQ(found(bh), 4U);
  EXPECT_DOUBLE_EQ(bh[1], 0.0001 * 15);
  EXPECT_DOUBLE_EQ(bh[12], 0.0095 * 15 / 4);
  EXPECT_DOUBLE_EQ(bh[8], 0.0298 * 15 / 7 < 0.0344 * 15 / 8 ? 0.0344 * 15 / 8 : 0.0298 * 15 / 7);
  EXPECT_DOUBLE_EQ(bh[13], 0.7590 * 15 / 14);
  const std::vector<double> holm = adjusted_by_holm(kPaper);
  EXPECT_EQ(found(holm), 3U);
  EXPECT_DOUBLE_EQ(holm[4], 0.0019 * 13);
  EXPECT_DOUBLE_EQ(holm[13], 1);
}

/// The procedures as their papers say them, one threshold at a time: which hypotheses fall at level q.
std::vector<bool> step_up(const std::vector<double>& p, double q) {
  std::vector<double> sorted = p;
  std::sort(sorted.begin(), sorted.end());
  double limit = -1;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (sorted[i] <= static_cast<double>(i + 1) * q / static_cast<double>(p.size())) limit = sorted[i];
  }
  std::vector<bool> falls;
  for (const double value : p) falls.push_back(value <= limit);
  return falls;
}

std::vector<bool> step_down(const std::vector<double>& p, double alpha) {
  std::vector<double> sorted = p;
  std::sort(sorted.begin(), sorted.end());
  std::size_t i = 0;
  while (i < p.size() && sorted[i] <= alpha / static_cast<double>(p.size() - i)) ++i;
  std::vector<bool> falls;
  for (const double value : p) falls.push_back(i > 0 && value <= sorted[i - 1]);
  return falls;
}

TEST(MultipleTesting, AdjustedValuesDecideAsTheProceduresDo) {
  std::mt19937_64 generator(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<double> p(1 + generator() % 12);
    for (double& value : p) value = std::pow(static_cast<double>(generator() % 997) / 996.0, 3);
    const std::vector<double> bh = adjusted_by_benjamini_hochberg(p);
    const std::vector<double> holm = adjusted_by_holm(p);
    for (const double level : {0.0101, 0.0503, 0.1007, 0.3001}) {
      for (std::size_t i = 0; i < p.size(); ++i) {
        EXPECT_EQ(bh[i] <= level, step_up(p, level)[i]) << p[i] << " at " << level;
        EXPECT_EQ(holm[i] <= level, step_down(p, level)[i]) << p[i] << " at " << level;
      }
    }
  }
  EXPECT_TRUE(adjusted_by_holm({}).empty());
  EXPECT_TRUE(adjusted_by_benjamini_hochberg({}).empty());
}

}  // namespace
