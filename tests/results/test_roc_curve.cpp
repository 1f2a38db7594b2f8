#include "results/statistics/roc_curve.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

TEST(RocCurveTest, PointsAndTies) {
  // Scores 3+ 2+ 2- 1-: the tie is a slanted step. 3.5 of 4 pairs are ranked right.
  const std::vector<double> scores = {1, 3, 2, 2};
  const std::vector<unsigned char> positive = {0, 1, 1, 0};
  const results::RocCurve curve(scores, positive);
  EXPECT_DOUBLE_EQ(curve.area, 3.5 / 4);
  ASSERT_EQ(curve.points.size(), 4U);
  EXPECT_DOUBLE_EQ(curve.true_rate_at(0), 0.5);
  EXPECT_DOUBLE_EQ(curve.true_rate_at(0.25), 0.75);
  EXPECT_DOUBLE_EQ(curve.true_rate_at(1), 1);
  const std::vector<unsigned char> all = {1, 1, 1, 1};
  EXPECT_TRUE(std::isnan(results::RocCurve(scores, all).area));
}

}  // namespace
