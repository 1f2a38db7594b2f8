#include "results/answers/arm_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace results {
namespace {

/// Places of architecture, SNR, sampling and variant; the replicate.
using TrialKey = std::pair<std::array<std::size_t, 4>, double>;

std::vector<std::size_t> samplings_of(const Observations& observations, std::size_t architecture) {
  std::vector<std::size_t> samplings;
  for (std::size_t sampling = 0; sampling < observations.samplings.size(); ++sampling) {
    const auto is_this = [&](const Observation& trial) {
      return trial.architecture == architecture && trial.sampling == sampling;
    };
    if (std::any_of(observations.trials.begin(), observations.trials.end(), is_this)) {
      samplings.push_back(sampling);
    }
  }
  return samplings;
}

}  // namespace

std::vector<PairedCell> paired_cells(const Observations& observations, const ArmPair& arms) {
  const auto& [a, b] = arms;
  std::map<TrialKey, const Observation*> of_b;
  for (const Observation& trial : observations.trials) {
    if (trial.architecture != b.architecture || std::isnan(trial.accuracy)) continue;
    of_b[{{trial.architecture, trial.snr, trial.sampling, trial.variant}, trial.replicate}] = &trial;
  }
  std::vector<PairedCell> cells;
  for (const Observation& trial : observations.trials) {
    if (trial.architecture != a.architecture || std::isnan(trial.accuracy)) continue;
    if (a.sampling && trial.sampling != *a.sampling) continue;
    const std::size_t other = b.sampling.value_or(trial.sampling);
    const auto partner = of_b.find({{b.architecture, trial.snr, other, trial.variant}, trial.replicate});
    if (partner == of_b.end()) continue;
    const ComparedCell cell{trial.snr, trial.sampling, other, trial.variant};
    auto found =
        std::find_if(cells.begin(), cells.end(), [&](const PairedCell& known) { return known.cell == cell; });
    if (found == cells.end()) found = cells.insert(cells.end(), {cell, {}});
    const Observation& twin = *partner->second;
    found->pairs.push_back(
        {trial.replicate, trial.accuracy, twin.accuracy, std::min(trial.test_samples, twin.test_samples)});
  }
  for (PairedCell& cell : cells) {
    std::sort(cell.pairs.begin(), cell.pairs.end(),
              [](const auto& one, const auto& two) { return one.replicate < two.replicate; });
  }
  return cells;
}

std::vector<ArmPair> arm_pairs(const Observations& observations) {
  std::vector<ArmPair> pairs;
  for (std::size_t a = 0; a < observations.architectures.size(); ++a) {
    for (std::size_t b = a + 1; b < observations.architectures.size(); ++b) {
      const ArmPair same = {{a, {}}, {b, {}}};
      if (!paired_cells(observations, same).empty()) {
        pairs.push_back(same);
        continue;
      }
      for (const std::size_t of_a : samplings_of(observations, a)) {
        for (const std::size_t of_b : samplings_of(observations, b)) {
          const ArmPair own = {{a, of_a}, {b, of_b}};
          if (!paired_cells(observations, own).empty()) pairs.push_back(own);
        }
      }
    }
  }
  return pairs;
}

}  // namespace results
