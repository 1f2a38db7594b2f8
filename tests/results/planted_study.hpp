#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "draws.hpp"
#include "results/answers/minimum_dataset.hpp"
#include "results/statistics/drop_test.hpp"

namespace planted {

/// Studies with a known truth, as they could have been measured.
struct Regime {
  std::string name;
  std::vector<double> truth;  // accuracy with the full cube, then with less and less data
  std::size_t replicates = 5;
  std::size_t test_samples = 400;
  /// Of what all networks of a replicate share (its samples): a standard deviation.
  double shared_sd = 0.01;
  /// Of what every training adds of its own: per level, or one value for all.
  std::vector<double> own_sd = {0.002};
  /// So many of the test samples are right or wrong for all networks alike, as far as their accuracies allow.
  double common_samples = 0.5;
  /// Probability that a trial is missing.
  double missing = 0;
};

inline double own_sd(const Regime& regime, std::size_t level) {
  return regime.own_sd.size() == 1 ? regime.own_sd.front() : regime.own_sd[level];
}

/// One study's accuracies, [level][replicate].
inline results::ReplicateTable draw(const Regime& regime, Draws& draws) {
  const auto common =
      static_cast<std::size_t>(regime.common_samples * static_cast<double>(regime.test_samples));
  results::ReplicateTable table(regime.truth.size(), std::vector<double>(regime.replicates, NAN));
  std::vector<double> hardness(common);
  for (std::size_t r = 0; r < regime.replicates; ++r) {
    const double shared = regime.shared_sd * draws.normal();
    for (double& sample : hardness) sample = draws.uniform();
    for (std::size_t k = 0; k < table.size(); ++k) {
      const double p = std::clamp(regime.truth[k] + shared + own_sd(regime, k) * draws.normal(), 0.0, 1.0);
      auto right = std::count_if(hardness.begin(), hardness.end(), [&](double sample) { return sample < p; });
      right += draws.binomial(static_cast<int>(regime.test_samples - common), p);
      if (draws.uniform() < regime.missing) continue;
      table[k][r] = static_cast<double>(right) / static_cast<double>(regime.test_samples);
    }
  }
  return table;
}

inline const std::vector<double> kReductions = {1, 4, 16, 64, 111, 332, 1000};

/// The same as a study's trials: one SNR, one architecture, the first sampling is the full cube.
inline results::Observations observations(const Regime& regime, const results::ReplicateTable& table) {
  results::Observations seen;
  seen.architectures = {"student"};
  seen.snrs = {5};
  seen.variants = {""};
  for (std::size_t k = 0; k < table.size(); ++k) {
    seen.samplings.push_back({k == 0 ? "full" : "level-" + std::to_string(k), kReductions[k]});
    for (std::size_t r = 0; r < table[k].size(); ++r) {
      if (std::isnan(table[k][r])) continue;
      results::Observation trial;
      trial.sampling = k;
      trial.replicate = static_cast<double>(r);
      trial.accuracy = table[k][r];
      trial.test_samples = static_cast<double>(regime.test_samples);
      seen.trials.push_back(trial);
    }
  }
  return seen;
}

}  // namespace planted
