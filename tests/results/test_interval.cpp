#include "results/interval.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace {

using results::Interval;
using results::IntervalMethod;
using results::share_interval;
using results::student_t_interval;
using results::wilson_interval;

/// The half width for n values 0, 0, …, with one spread known by hand: n values of which the first is +1, the
/// last -1.
double half_width_over_standard_error(std::size_t n) {
  std::vector<double> values(n, 0.0);
  values.front() = 1;
  values.back() = -1;
  const Interval interval = student_t_interval(values);
  EXPECT_DOUBLE_EQ(interval.sd, std::sqrt(2.0 / static_cast<double>(n - 1)));
  return (interval.high - interval.low) / 2 / (interval.sd / std::sqrt(static_cast<double>(n)));
}

TEST(Interval, StudentTHasTheQuantilesOfTheTables) {
  // Two-sided 95 % quantiles of Student's t with n - 1 degrees of freedom, from any statistics book.
  EXPECT_NEAR(half_width_over_standard_error(2), 12.706, 5e-4);
  EXPECT_NEAR(half_width_over_standard_error(3), 4.303, 5e-4);
  EXPECT_NEAR(half_width_over_standard_error(5), 2.776, 5e-4);
  EXPECT_NEAR(half_width_over_standard_error(10), 2.262, 5e-4);
  EXPECT_NEAR(half_width_over_standard_error(31), 2.042, 5e-4);
}

TEST(Interval, MeanAndSpread) {
  const std::array values = {0.95, 0.96, 0.97, 0.94, 0.98};
  const Interval interval = student_t_interval(values);
  EXPECT_EQ(interval.n, 5U);
  EXPECT_NEAR(interval.mean, 0.96, 1e-15);
  EXPECT_NEAR(interval.sd, 0.0158113883, 1e-10);
  EXPECT_NEAR(interval.low, 0.9403676, 1e-7);
  EXPECT_NEAR(interval.high, 0.9796324, 1e-7);
  EXPECT_EQ(interval.method, IntervalMethod::STUDENT_T);
}

TEST(Interval, OneValueHasNoSpread) {
  const Interval interval = student_t_interval(std::array{0.9});
  EXPECT_EQ(interval.mean, 0.9);
  EXPECT_TRUE(std::isnan(interval.sd));
  EXPECT_TRUE(std::isnan(interval.low));
  EXPECT_EQ(interval.method, IntervalMethod::NONE);
  EXPECT_EQ(student_t_interval({}).n, 0U);
}

TEST(Interval, WilsonGivesThePublishedNumbers) {
  // Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3 (score, no continuity correction).
  const auto expect = [](double successes, double samples, double low, double high) {
    const Interval interval = wilson_interval(successes / samples, samples);
    EXPECT_NEAR(interval.low, low, 5e-5) << successes << " of " << samples;
    EXPECT_NEAR(interval.high, high, 5e-5) << successes << " of " << samples;
    EXPECT_EQ(interval.method, IntervalMethod::WILSON);
  };
  expect(81, 263, 0.2553, 0.3662);
  expect(15, 148, 0.0624, 0.1605);
  expect(0, 20, 0.0, 0.1611);
  expect(1, 29, 0.0061, 0.1718);
}

TEST(Interval, WilsonNeedsAShareOfSomething) {
  EXPECT_EQ(wilson_interval(0.9, 0).method, IntervalMethod::NONE);
  EXPECT_EQ(wilson_interval(0.9, NAN).method, IntervalMethod::NONE);
  EXPECT_EQ(wilson_interval(1.2, 100).method, IntervalMethod::NONE);
  EXPECT_TRUE(std::isnan(wilson_interval(0.9, NAN).low));
}

/// How far a share is from the mean, in standard errors as they would be there.
double distance(const Interval& interval, double share) {
  const double here = interval.mean * (1 - interval.mean);
  const double error = interval.sd / std::sqrt(static_cast<double>(interval.n));
  return std::abs(share - interval.mean) / (error * std::sqrt(share * (1 - share) / here));
}

TEST(Interval, OfAShareEndsWhereStudentsQuantileIsReached) {
  const std::array shares = {0.95, 0.96, 0.97, 0.94, 0.98};
  const std::array samples = {320.0, 320.0, 320.0, 320.0, 320.0};
  const Interval interval = share_interval(shares, samples);
  EXPECT_EQ(interval.method, IntervalMethod::SCORE_T);
  EXPECT_EQ(interval.n, 5U);
  EXPECT_NEAR(interval.mean, 0.96, 1e-15);
  EXPECT_NEAR(distance(interval, interval.low), 2.776445, 1e-6);  // as in the tables
  EXPECT_NEAR(distance(interval, interval.high), 2.776445, 1e-6);
  EXPECT_LT(interval.low, 0.96);
  EXPECT_GT(interval.high, 0.96);
}

TEST(Interval, OfAShareStaysInsideAndIsStudentsAwayFromTheEdge) {
  const std::array samples = {400.0, 400.0, 400.0};
  const Interval near = share_interval(std::array{1.0, 1.0, 0.99}, samples);
  EXPECT_EQ(near.method, IntervalMethod::SCORE_T);
  EXPECT_LT(near.high, 1);
  EXPECT_GT(near.high, near.mean);
  EXPECT_LT(near.low, student_t_interval(std::array{1.0, 1.0, 0.99}).low);
  const std::array middle = {0.50, 0.51, 0.49};
  EXPECT_NEAR(share_interval(middle, samples).low, student_t_interval(middle).low, 5e-5);
}

TEST(Interval, OfSharesThatDoNotDifferIsWilsonsOfAllSamples) {
  const std::array samples = {400.0, 400.0, 400.0};
  const Interval all = share_interval(std::array{1.0, 1.0, 1.0}, samples);
  EXPECT_EQ(all.method, IntervalMethod::SCORE);
  EXPECT_EQ(all.n, 3U);
  EXPECT_EQ(all.high, 1);
  EXPECT_NEAR(all.low, 1200 / (1200 + 1.959964 * 1.959964), 1e-9);            // its closed form at 100 %
  const Interval equal = share_interval(std::array{0.9, 0.9, 0.9}, samples);  // their mean is rounded
  EXPECT_EQ(equal.method, IntervalMethod::SCORE);
  EXPECT_NEAR(equal.low, wilson_interval(0.9, 1200).low, 1e-12);
  // One replicate, none, and numbers that are no shares.
  EXPECT_EQ(share_interval(std::array{0.9}, std::array{400.0}).method, IntervalMethod::WILSON);
  EXPECT_EQ(share_interval({}, {}).n, 0U);
  EXPECT_EQ(share_interval(std::array{0.9, 1.5}, std::array{1.0, 1.0}).method, IntervalMethod::STUDENT_T);
}

TEST(Interval, PartsOfTheScatter) {
  const Interval interval = share_interval(std::array{0.88, 0.9, 0.92}, std::array{100.0, 100.0, 100.0});
  EXPECT_NEAR(results::scatter_parts(interval, 100).test_set, 0.03, 1e-12);  // √(0.9 · 0.1 / 100)
  EXPECT_EQ(results::scatter_parts(interval, 100).replicates, 0);            // 0.02 is less
  EXPECT_NEAR(results::scatter_parts(interval, 400).replicates, std::sqrt(0.0004 - 0.000225), 1e-12);
  EXPECT_TRUE(std::isnan(results::scatter_parts(wilson_interval(0.9, 100), 100).replicates));
}

}  // namespace
