#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "draws.hpp"
#include "results/statistics/paired_t.hpp"

/// Adds a replicate of two classifiers that judge the same samples.
/// `a` and `b`: the probability of either to be right. With probability kTogether both are right or wrong for
/// the same reason.
inline void add_replicate(Draws& draws, double a, double b, int samples, std::vector<double>& of_a,
                          std::vector<double>& of_b, results::DiscordantSamples& all) {
  constexpr double kTogether = 0.6;
  const double only_a = kTogether * std::max(0.0, a - b) + (1 - kTogether) * a * (1 - b);
  const double only_b = kTogether * std::max(0.0, b - a) + (1 - kTogether) * b * (1 - a);
  const int more = draws.binomial(samples, only_a);
  const int fewer = draws.binomial(samples - more, only_b / (1 - only_a));
  const int both = draws.binomial(samples - more - fewer, (a - only_a) / (1 - only_a - only_b));
  of_a.push_back((both + more) / static_cast<double>(samples));
  of_b.push_back((both + fewer) / static_cast<double>(samples));
  all.least += std::abs(more - fewer);
  all.tests += samples;
}

/// The test of `replicates` replicates, whose probabilities scatter by `sd` around `a` and `b`.
inline results::PairedT paired_study(Draws& draws, double a, double b, double sd, std::size_t replicates,
                                     int samples) {
  std::vector<double> of_a;
  std::vector<double> of_b;
  results::DiscordantSamples all;
  for (std::size_t i = 0; i < replicates; ++i) {
    add_replicate(draws, draws.share(a, sd), draws.share(b, sd), samples, of_a, of_b, all);
  }
  return results::paired_t(of_a, of_b, all);
}
