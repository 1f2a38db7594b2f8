#include "results/answers/arm_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "results/places.hpp"

namespace results {
namespace {

/// Places of architecture, SNR, sampling and variant; the replicate.
using TrialKey = std::pair<std::array<std::size_t, 4>, double>;

std::set<std::size_t> samplings_of(const Observations& observations, std::size_t architecture) {
  std::set<std::size_t> samplings;
  for (const Observation& trial : observations.trials) {
    if (trial.architecture == architecture) samplings.insert(trial.sampling);
  }
  return samplings;
}

bool is_of(const Arm& arm, const Observation& trial) {
  return trial.architecture == arm.architecture && (!arm.sampling || trial.sampling == *arm.sampling) &&
         !std::isnan(trial.accuracy);
}

}  // namespace

std::vector<PairedCell> paired_cells(const Observations& observations, const ArmPair& arms) {
  const auto& [a, b] = arms;
  std::map<TrialKey, const Observation*> of_b;
  for (const Observation& trial : observations.trials) {
    if (!is_of(b, trial)) continue;
    of_b[{{trial.architecture, trial.snr, trial.sampling, trial.variant}, trial.replicate}] = &trial;
  }
  std::vector<PairedCell> cells;
  Places<std::tuple<std::size_t, std::size_t, std::size_t>> places;  // b's sampling follows from a's
  for (const Observation& trial : observations.trials) {
    if (!is_of(a, trial)) continue;
    const std::size_t other = b.sampling.value_or(trial.sampling);
    const auto partner = of_b.find({{b.architecture, trial.snr, other, trial.variant}, trial.replicate});
    if (partner == of_b.end()) continue;
    const ComparedCell cell{trial.snr, trial.sampling, other, trial.variant};
    const std::size_t place = places.of({cell.snr, cell.sampling_a, cell.variant});
    if (place == cells.size()) cells.push_back({cell, {}});
    const Observation& twin = *partner->second;
    cells[place].pairs.push_back(
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
      const std::set<std::size_t> samplings_of_b = samplings_of(observations, b);
      for (const std::size_t of_a : samplings_of(observations, a)) {
        for (const std::size_t of_b : samplings_of_b) {
          const ArmPair own = {{a, of_a}, {b, of_b}};
          if (!paired_cells(observations, own).empty()) pairs.push_back(own);
        }
      }
    }
  }
  return pairs;
}

}  // namespace results
