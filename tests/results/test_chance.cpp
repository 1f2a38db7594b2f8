// What chance can do: the p-value of a cytokine, permuted labels, and the band of coin flips.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "results/statistics/better_than_chance.hpp"
#include "results/statistics/chance_band.hpp"
#include "results/statistics/well_votes.hpp"

namespace {

using results::chance_band;
using results::ChanceBand;
using results::p_better_than_chance;
using results::permutation_p;
using results::VoteCounts;
using results::WellVote;

double choose(std::size_t n, std::size_t k) {
  return std::round(std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0)));
}

TEST(Chance, ThePValueIsABinomialTailOfHalfTheWells) {
  EXPECT_NEAR(p_better_than_chance(0.75, 0.5, 16), (28.0 + 8 + 1) / 256, 1e-12);       // 6 of 8 or more
  EXPECT_NEAR(p_better_than_chance(13.0 / 17, 0.5, 17), (28.0 + 8 + 1) / 256, 1e-12);  // 6.1 of 8
  EXPECT_NEAR(p_better_than_chance(1, 0.5, 40), std::ldexp(1, -20), 1e-15);
  EXPECT_NEAR(p_better_than_chance(1, 0.75, 8), std::pow(0.75, 4), 1e-12);
  EXPECT_EQ(p_better_than_chance(0, 0.5, 40), 1);
  EXPECT_EQ(p_better_than_chance(0.9, 1, 40), 1);
}

/// P(p ≤ level) when `hits` has the given distribution over shares of `wells`.
template <class Probability>
void expect_valid(std::size_t wells, std::size_t outcomes, Probability probability) {
  for (const double level : {0.001, 0.01, 0.05, 0.1, 0.2, 0.5}) {
    double below = 0;
    for (std::size_t i = 0; i <= outcomes; ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(outcomes);
      if (p_better_than_chance(share, 0.5, wells) <= level) below += probability(i);
    }
    EXPECT_LE(below, level + 1e-12) << wells << " wells";
  }
}

TEST(Chance, UnderCoinFlipsThePValueIsNeverTooSmall) {
  for (std::size_t wells = 16; wells <= 80; wells += 2) {
    const auto independent = [&](std::size_t i) {
      return choose(wells, i) * std::ldexp(1, -static_cast<int>(wells));
    };
    expect_valid(wells, wells, independent);
    // The worst case: wells right or wrong in pairs. A plain binomial test of all wells fails here.
    const std::size_t pairs = wells / 2;
    const auto paired = [&](std::size_t i) {
      return choose(pairs, i) * std::ldexp(1, -static_cast<int>(pairs));
    };
    expect_valid(wells, pairs, paired);
  }
}

TEST(Chance, PermutedTrialsAreCounted) {
  std::vector<double> permuted(19, 0.5);
  permuted[3] = 0.8;
  permuted[7] = 0.7;
  EXPECT_DOUBLE_EQ(permutation_p(0.7, permuted), 3.0 / 20);
  EXPECT_DOUBLE_EQ(permutation_p(0.9, permuted), 1.0 / 20);
  EXPECT_DOUBLE_EQ(permutation_p(0.1, permuted), 1);
  permuted.pop_back();
  EXPECT_TRUE(std::isnan(permutation_p(0.9, permuted)));
}

TEST(Chance, VotesAreCounted) {
  using enum WellVote;
  const VoteCounts counts(
      {TRUE_POSITIVE, TRUE_POSITIVE, TRUE_POSITIVE, FALSE_NEGATIVE, NOT_USED, FALSE_POSITIVE, TRUE_NEGATIVE});
  EXPECT_EQ(counts.wells(), 6);
  EXPECT_DOUBLE_EQ(counts.f1(), 6.0 / 8);
  EXPECT_DOUBLE_EQ(counts.right_share(), 4.0 / 6);
  EXPECT_DOUBLE_EQ(counts.chance_share(), (4.0 * 4 + 2 * 2) / 36);
  EXPECT_EQ(VoteCounts({TRUE_NEGATIVE}).f1(), 0);
}

/// By flipping coins.
ChanceBand by_flipping(std::size_t positives, std::size_t negatives, std::size_t tries) {
  std::mt19937_64 generator(5);
  constexpr std::size_t kRounds = 40000;
  std::vector<double> best(kRounds, 0);
  for (double& value : best) {
    for (std::size_t t = 0; t < tries; ++t) {
      const auto heads = [&](std::size_t coins) {
        return static_cast<double>(__builtin_popcountll(generator() >> (64 - coins)));
      };
      const double tp = heads(positives);
      const double fp = heads(negatives);
      value = std::max(value, 2 * tp / (tp + fp + static_cast<double>(positives)));
    }
  }
  std::sort(best.begin(), best.end());
  double sum = 0;
  for (const double value : best) sum += value;
  return {sum / kRounds, best[kRounds / 40], best[kRounds - kRounds / 40]};
}

TEST(Chance, TheBandIsWhatCoinsGive) {
  for (const auto& [positives, negatives, tries] :
       {std::array<std::size_t, 3>{8, 8, 1}, {8, 8, 25}, {30, 30, 25}, {12, 20, 5}}) {
    const ChanceBand expected = by_flipping(positives, negatives, tries);
    const ChanceBand band = chance_band(positives, negatives, tries);
    EXPECT_NEAR(band.mean, expected.mean, 0.003) << positives << " " << tries;
    EXPECT_NEAR(band.low, expected.low, 0.012) << positives << " " << tries;
    EXPECT_NEAR(band.high, expected.high, 0.012) << positives << " " << tries;
  }
  EXPECT_NEAR(chance_band(8, 8, 25).mean, 0.75, 0.005);  // as published with the slides
  EXPECT_LT(chance_band(8, 8, 1).mean, 0.5);
  EXPECT_EQ(chance_band(0, 4, 3).mean, 0);
}

}  // namespace
