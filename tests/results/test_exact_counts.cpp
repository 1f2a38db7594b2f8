#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "results/statistics/binomial_test.hpp"
#include "results/statistics/dispersion.hpp"
#include "results/statistics/label_permutation.hpp"

namespace {

using results::CalledCounts;
using results::clopper_pearson;
using results::CountOf;
using results::dispersion;
using results::Dispersion;
using results::exact_binomial_p;
using results::ExactShare;
using results::label_permutation;
using results::LabelPermutation;

TEST(ClopperPearson, GivesThePublishedNumbers) {
  // Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 5 (Clopper-Pearson).
  const auto expect = [](std::size_t count, std::size_t of, double low, double high) {
    const ExactShare share = clopper_pearson(count, of);
    EXPECT_NEAR(share.low, low, 5e-5) << count << " of " << of;
    EXPECT_NEAR(share.high, high, 5e-5) << count << " of " << of;
  };
  expect(81, 263, 0.2527, 0.3676);
  expect(15, 148, 0.0578, 0.1617);
  expect(0, 20, 0.0, 0.1684);
  expect(1, 29, 0.0009, 0.1776);
  // Conover, Practical Nonparametric Statistics (1971), p. 97, as in R's help of binom.test.
  expect(682, 925, 0.7076683, 0.7654066);
  EXPECT_EQ(clopper_pearson(20, 20).high, 1);
  EXPECT_EQ(clopper_pearson(0, 0).low, 0);
  EXPECT_EQ(clopper_pearson(0, 0).high, 1);
}

TEST(ExactBinomial, GivesThePublishedNumber) {
  // The same example in R's help of binom.test: 682 of 925 plants where 3/4 are expected.
  EXPECT_NEAR(exact_binomial_p(682, 925, 0.75), 0.3825, 5e-5);
}

TEST(ExactBinomial, IsTheSumOverAllOutcomesThatAreNoMoreLikely) {
  // Whole numbers of the 2^n outcomes.
  for (const std::size_t n : {1U, 2U, 7U, 12U}) {
    std::vector<std::size_t> ways(n + 1, 0);
    for (std::size_t outcome = 0; outcome < (std::size_t{1} << n); ++outcome) {
      ++ways[static_cast<std::size_t>(__builtin_popcountll(outcome))];
    }
    for (std::size_t count = 0; count <= n; ++count) {
      std::size_t extreme = 0;
      for (const std::size_t way : ways) extreme += way <= ways[count] ? way : 0;
      EXPECT_NEAR(exact_binomial_p(count, n), std::ldexp(static_cast<double>(extreme), -static_cast<int>(n)),
                  1e-12);
    }
  }
  // By Python: from fractions import Fraction as F; from math import comb
  // seen = comb(400, 185); float(F(sum(c for c in [comb(400, i) for i in range(401)] if c <= seen), 2**400))
  EXPECT_NEAR(exact_binomial_p(185, 400), 0.14696573838544713, 1e-10);
  EXPECT_NEAR(exact_binomial_p(181, 400), 0.06417882179584522, 1e-10);
  EXPECT_EQ(exact_binomial_p(0, 0), 1);
}

TEST(Dispersion, GivesThePublishedNumber) {
  // Fleiss, Statistical Methods for Rates and Proportions (2nd ed., 1981), p. 139, as in R's help of
  // prop.test: smokers among the patients of four hospitals. X-squared = 12.6, df = 3, p-value = 0.005585.
  const std::vector<CountOf> smokers = {{83, 86}, {90, 93}, {129, 136}, {70, 82}};
  const Dispersion spread = dispersion(smokers);
  EXPECT_NEAR(spread.chi_square, 12.6, 0.005);
  EXPECT_EQ(spread.degrees_of_freedom, 3U);
  EXPECT_NEAR(spread.p_more, 0.005585, 5e-7);
}

TEST(Dispersion, OfOneReplicateSaysNothing) {
  EXPECT_EQ(dispersion(std::vector<CountOf>{{185, 400}}).p_more, 1);
  EXPECT_EQ(dispersion(std::vector<CountOf>{{0, 400}, {0, 400}}).p_more, 1);
  EXPECT_EQ(dispersion({}).p_more, 1);
  // As equal as can be.
  EXPECT_NEAR(dispersion(std::vector<CountOf>{{200, 400}, {200, 400}, {200, 400}}).p_more, 1, 1e-12);
}

/// Every arrangement of `different` labels among the samples of one set, of which the first are called
/// Different.
std::vector<std::size_t> rights(const CalledCounts& set) {
  std::vector<std::size_t> all;
  for (std::size_t labels = 0; labels < (std::size_t{1} << set.total); ++labels) {
    if (static_cast<std::size_t>(__builtin_popcountll(labels)) != set.different) continue;
    std::size_t right = 0;
    for (std::size_t s = 0; s < set.total; ++s)
      right += (s < set.called_different) == ((labels >> s & 1U) == 1);
    all.push_back(right);
  }
  return all;
}

TEST(LabelPermutation, IsWhatAllPermutationsGive) {
  const std::vector<CalledCounts> sets = {{8, 4, 3, 7}, {6, 2, 4, 2}, {5, 2, 2, 5}};
  const std::vector<std::size_t> a = rights(sets[0]);
  const std::vector<std::size_t> b = rights(sets[1]);
  const std::vector<std::size_t> c = rights(sets[2]);
  double sum = 0;
  double count = 0;
  for (const std::size_t i : a) {
    for (const std::size_t j : b) {
      for (const std::size_t k : c) {
        sum += static_cast<double>(i + j + k);
        ++count;
      }
    }
  }
  const double expected = sum / count;
  double squares = 0;
  double far = 0;
  for (const std::size_t i : a) {
    for (const std::size_t j : b) {
      for (const std::size_t k : c) {
        const double distance = static_cast<double>(i + j + k) - expected;
        squares += distance * distance;
        far += std::abs(distance) >= std::abs(14 - expected) - 1e-9 ? 1 : 0;
      }
    }
  }
  const LabelPermutation permuted = label_permutation(sets);
  EXPECT_NEAR(permuted.expected_right, expected, 1e-12);
  EXPECT_NEAR(permuted.sd, std::sqrt(squares / count), 1e-12);
  EXPECT_NEAR(permuted.p, far / count, 1e-12);
}

TEST(LabelPermutation, OfOneSetIsFishersTest) {
  // Fisher's tea (Design of Experiments, 1935): 4 of 8 cups, all told right: 2/70 either way.
  EXPECT_NEAR(label_permutation(std::vector<CalledCounts>{{8, 4, 4, 8}}).p, 2.0 / 70, 1e-14);
  // Who always says the same is right as often as there are such labels, whatever is permuted.
  const LabelPermutation constant = label_permutation(std::vector<CalledCounts>{{400, 180, 400, 180}});
  EXPECT_NEAR(constant.expected_right, 180, 1e-9);
  EXPECT_EQ(constant.p, 1);
  EXPECT_EQ(label_permutation({}).p, 1);
}

}  // namespace
