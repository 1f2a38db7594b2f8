// Where nothing is there, how often is something found? --gtest_filter='FalseFindings*' prints the numbers of
// docs/statistics.md.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "results/statistics/analysis_of_variance.hpp"
#include "results/statistics/multiple_testing.hpp"
#include "simulated_pairs.hpp"

namespace {

using results::AnalysisOfVariance;
using results::Factorial;

TEST(FalseFindings, OfPairedComparisonsAreFiveInAHundredFamilies) {
  constexpr int kFamilies = 4000;
  constexpr double kError = 3 * 0.0035;  // three standard errors of 5 %
  Draws draws(4);
  std::printf("accuracy  n | test samples 100, 400: families of 10 with a false finding, in %%\n");
  for (const double accuracy : {0.9, 0.97, 0.99}) {
    for (const std::size_t replicates : {3U, 5U}) {
      std::printf("%.2f  %2zu |", accuracy, replicates);
      for (const int samples : {100, 400}) {
        int wrong = 0;
        for (int family = 0; family < kFamilies; ++family) {
          std::vector<double> p(10);
          for (double& value : p) {
            value = paired_study(draws, accuracy, accuracy, 0.005, replicates, samples).p;
          }
          const std::vector<double> adjusted = results::adjusted_by_holm(p);
          wrong += *std::min_element(adjusted.begin(), adjusted.end()) <= 0.05 ? 1 : 0;
        }
        const double share = static_cast<double>(wrong) / kFamilies;
        std::printf(" %5.1f", 100 * share);
        EXPECT_LT(share, 0.05 + kError) << accuracy << " " << replicates << " " << samples;
      }
      std::printf("\n");
    }
  }
}

/// A factorial of 3 × 2 in blocks that differ, with nothing but chance in it.
Factorial null_study(Draws& draws, std::size_t blocks, double block_sd, bool whole) {
  Factorial data;
  data.factors = {{"a", {"0", "1", "2"}}, {"b", {"0", "1"}}};
  data.blocks = blocks;
  for (std::size_t block = 0; block < blocks; ++block) {
    const double of_block = block_sd * draws.normal();
    for (std::size_t i = 0; i < 6; ++i) {
      if (!whole && (i + block) % 5 == 0) continue;
      data.measurements.push_back({{i / 2, i % 2}, block, of_block + draws.normal()});
    }
  }
  return data;
}

/// Kolmogorov's distance of p-values from uniform ones.
double distance_from_uniform(std::vector<double> p) {
  std::sort(p.begin(), p.end());
  const auto count = static_cast<double>(p.size());
  double distance = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const auto place = static_cast<double>(i);
    distance = std::max({distance, (place + 1) / count - p[i], p[i] - place / count});
  }
  return distance;
}

TEST(FalseFindings, PValuesOfEffectsAreUniform) {
  constexpr std::size_t kTimes = 4000;
  Draws draws(5);
  for (const bool whole : {true, false}) {
    std::vector<std::vector<double>> p(3);
    for (std::size_t i = 0; i < kTimes; ++i) {
      const AnalysisOfVariance analysis = AnalysisOfVariance::of(null_study(draws, 4, 2, whole));
      for (std::size_t effect = 0; effect < 3; ++effect) p[effect].push_back(analysis.effects[effect].p);
    }
    // Kolmogorov: beyond 1.63/√n once in a hundred times.
    for (const auto& values : p) {
      EXPECT_LT(distance_from_uniform(values), 1.63 / std::sqrt(kTimes)) << (whole ? "whole" : "incomplete");
    }
  }
}

TEST(FalseFindings, MarginalMeansAreCovered) {
  constexpr int kTimes = 3000;
  constexpr double kError = 1.2;  // three standard errors, percent
  Draws draws(6);
  std::printf(
      "blocks, their sd (error 1) | marginal means covered in %%, of whole and of incomplete designs\n");
  for (const std::size_t blocks : {3U, 5U}) {
    for (const double sd : {0.0, 0.5, 2.0}) {
      std::printf("%2zu  %.1f |", blocks, sd);
      for (const bool whole : {true, false}) {
        int held = 0;
        for (int i = 0; i < kTimes; ++i) {
          const AnalysisOfVariance analysis = AnalysisOfVariance::of(null_study(draws, blocks, sd, whole));
          const results::MarginalMean& mean = analysis.means[0].levels[1];
          held += mean.low <= 0 && 0 <= mean.high ? 1 : 0;
        }
        const double coverage = 100.0 * held / kTimes;
        std::printf(" %5.1f", coverage);
        EXPECT_GT(coverage, 93 - kError) << blocks << " " << sd;
        EXPECT_LT(coverage, whole ? 97 + kError : 99) << blocks << " " << sd;  // wide where cells are missing
      }
      std::printf("\n");
    }
  }
}

TEST(FalseFindings, OfEffectsOnAccuraciesThatScatterUnequally) {
  // Four SNRs with accuracies from 98 % to 50 %, three architectures that are equally good, the same test
  // samples and the same luck within a replicate: what the analysis of variance assumes of its errors is not
  // so.
  constexpr int kTimes = 2000;
  Draws draws(7);
  std::printf("replicates | architecture, its interaction with SNR: false findings in %%\n");
  for (const std::size_t blocks : {3U, 5U}) {
    int mains = 0;
    int interactions = 0;
    for (int i = 0; i < kTimes; ++i) {
      Factorial data;
      data.factors = {{"snr", {"100", "10", "2", "0"}}, {"architecture", {"a", "b", "c"}}};
      data.blocks = blocks;
      for (std::size_t block = 0; block < blocks; ++block) {
        std::size_t snr = 0;
        for (const double accuracy : {0.98, 0.93, 0.8, 0.5}) {
          const double lucky = draws.share(accuracy, 0.01);
          for (std::size_t architecture = 0; architecture < 3; ++architecture) {
            const double share = draws.share(lucky, 0.01);
            data.measurements.push_back({{snr, architecture}, block, draws.binomial(400, share) / 400.0});
          }
          ++snr;
        }
      }
      const AnalysisOfVariance analysis = AnalysisOfVariance::of(data);
      mains += analysis.effects[1].p <= 0.05 ? 1 : 0;
      interactions += analysis.effects[2].p <= 0.05 ? 1 : 0;
    }
    std::printf("%2zu | %5.1f %5.1f\n", blocks, 100.0 * mains / kTimes, 100.0 * interactions / kTimes);
    EXPECT_LT(mains, 0.08 * kTimes);
    EXPECT_LT(interactions, 0.08 * kTimes);
  }
}

}  // namespace
