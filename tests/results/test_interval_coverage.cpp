// How often 95 % intervals hold the truth, in simulations. --gtest_filter='*Coverage*' prints the tables of
// docs/statistics.md.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <vector>

#include "draws.hpp"
#include "results/interval.hpp"
#include "simulated_pairs.hpp"

namespace {

constexpr int kTimes = 4000;  // 95 % are known to 0.34 % (one standard error)

/// Percent of simulated studies whose interval holds the true share.
double coverage(Draws& draws, double share, double sd, std::size_t replicates, int samples) {
  const std::vector<double> sizes(replicates, samples);
  int held = 0;
  for (int i = 0; i < kTimes; ++i) {
    std::vector<double> measured(replicates);
    for (double& value : measured) {
      value = draws.binomial(samples, draws.skewed_share(share, sd)) / static_cast<double>(samples);
    }
    const results::Interval interval = results::share_interval(measured, sizes);
    held += interval.low <= share && share <= interval.high ? 1 : 0;
  }
  return 100.0 * held / kTimes;
}

constexpr double kMost = 97;  // percent

/// What cells may have that cannot do with kMost: of few replicates with hardly an error each there are few
/// possible counts, and the interval is wide.
double most_covered(double share, std::size_t replicates, int samples) {
  if (replicates != 3) return kMost;
  if (share == 0.99) return samples == 100 ? 99.3 : 98.5;
  return share == 0.97 && samples == 100 ? 98 : kMost;
}

/// The same of differences. Of two networks that are equal at 99 % hardly a sample is judged differently.
double most_covered(double a, double b, double sd, std::size_t replicates) {
  if (b == 0.99) return 100;
  return a >= 0.97 && sd == 0 && replicates == 3 ? 98.2 : kMost;
}

TEST(IntervalCoverage, OfAccuracies) {
  Draws draws(1);
  std::printf("accuracy  sd  n | test samples 100, 320, 400: coverage in %%\n");
  for (const double share : {0.5, 0.7, 0.9, 0.97, 0.99}) {
    for (const double sd : {0.0, 0.01, 0.03}) {
      for (const std::size_t replicates : {3U, 5U, 10U}) {
        std::printf("%.2f  %.2f  %2zu |", share, sd, replicates);
        for (const int samples : {100, 320, 400}) {
          const double held = coverage(draws, share, sd, replicates, samples);
          std::printf(" %5.1f", held);
          // The seed is fixed, so the limits are what they are.
          EXPECT_GE(held, 93) << share << " " << sd << " " << replicates << " " << samples;
          EXPECT_LE(held, most_covered(share, replicates, samples))
              << share << " " << sd << " " << replicates << " " << samples;
        }
        std::printf("\n");
      }
    }
  }
}

TEST(IntervalCoverage, OfAccuraciesWhereSomeReplicatesFail) {
  // One replicate in ten ends ten points lower. Where none was seen, no interval of replicates knows of it:
  // this limit is documented, not met.
  Draws draws(3);
  std::printf("one in ten 10 points lower: n | coverage in %%\n");
  for (const std::size_t replicates : {3U, 5U, 10U}) {
    int held = 0;
    for (int i = 0; i < kTimes; ++i) {
      std::vector<double> measured(replicates);
      for (double& value : measured) {
        value = draws.binomial(400, draws.uniform() < 0.1 ? 0.85 : 0.95) / 400.0;
      }
      const results::Interval interval =
          results::share_interval(measured, std::vector<double>(replicates, 400.0));
      held += interval.low <= 0.94 && 0.94 <= interval.high ? 1 : 0;
    }
    std::printf("%2zu | %5.1f\n", replicates, 100.0 * held / kTimes);
    EXPECT_LT(100.0 * held / kTimes, 93);
    EXPECT_GT(100.0 * held / kTimes, 65);  // 35 % of ten replicates show none
  }
}

TEST(IntervalCoverage, OfPairedDifferences) {
  Draws draws(2);
  std::printf("first  second  sd  n | test samples 100, 320, 400: coverage in %%\n");
  for (const auto& [a, b] : {std::pair(0.7, 0.7), {0.9, 0.87}, {0.97, 0.96}, {0.99, 0.98}, {0.99, 0.99}}) {
    for (const double sd : {0.0, 0.02}) {
      for (const std::size_t replicates : {3U, 5U, 10U}) {
        std::printf("%.2f  %.2f  %.2f  %2zu |", a, b, sd, replicates);
        for (const int samples : {100, 320, 400}) {
          int held = 0;
          for (int i = 0; i < kTimes; ++i) {
            const results::PairedT test = paired_study(draws, a, b, sd, replicates, samples);
            held += test.low <= a - b && a - b <= test.high ? 1 : 0;
          }
          std::printf(" %5.1f", 100.0 * held / kTimes);
          EXPECT_GE(100.0 * held / kTimes, 93) << a << " " << b << " " << sd << " " << replicates;
          EXPECT_LE(100.0 * held / kTimes, most_covered(a, b, sd, replicates))
              << a << " " << b << " " << sd << " " << replicates;
        }
        std::printf("\n");
      }
    }
  }
}

}  // namespace
