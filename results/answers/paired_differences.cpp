#include "results/answers/paired_differences.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "results/answers/arm_pairs.hpp"
#include "results/statistics/multiple_testing.hpp"

namespace results {
namespace {

constexpr double kLevel = 0.05;  // of a family

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

const PairedCell::Pair* pair_of(const PairedCell& cell, double replicate) {
  const auto found = std::find_if(cell.pairs.begin(), cell.pairs.end(),
                                  [&](const auto& pair) { return pair.replicate == replicate; });
  return found == cell.pairs.end() ? nullptr : &*found;
}

/// Over `cells`, which all have to have a replicate for it to count.
PairedDifference difference_over(const ArmPair& arms, const std::vector<PairedCell>& cells) {
  PairedDifference difference;
  difference.a = arms.first;
  difference.b = arms.second;
  for (const PairedCell& cell : cells) difference.cells.push_back(cell.cell);
  std::vector<double> a;
  std::vector<double> b;
  DiscordantSamples samples;
  for (const PairedCell::Pair& first : cells.front().pairs) {
    std::vector<double> a_of_cells;
    std::vector<double> b_of_cells;
    DiscordantSamples here;
    for (const PairedCell& cell : cells) {
      const PairedCell::Pair* pair = pair_of(cell, first.replicate);
      if (!pair) break;
      a_of_cells.push_back(pair->a);
      b_of_cells.push_back(pair->b);
      here.least += std::abs(pair->a - pair->b) * pair->test_samples;
      here.tests += pair->test_samples;
    }
    if (a_of_cells.size() < cells.size()) continue;
    difference.replicates.push_back(first.replicate);
    a.push_back(mean_of(a_of_cells));
    b.push_back(mean_of(b_of_cells));
    samples.least += here.least;
    samples.tests += here.tests;
  }
  if (a.empty()) return difference;
  difference.mean_a = mean_of(a);
  difference.mean_b = mean_of(b);
  difference.test = paired_t(a, b, samples);
  return difference;
}

/// Leaves out cells with fewer replicates than others have.
std::vector<PairedCell> with_most_replicates(const std::vector<PairedCell>& cells) {
  std::size_t most = 0;
  for (const PairedCell& cell : cells) most = std::max(most, cell.pairs.size());
  std::vector<PairedCell> kept;
  std::copy_if(cells.begin(), cells.end(), std::back_inserter(kept),
               [&](const PairedCell& cell) { return cell.pairs.size() == most; });
  return kept;
}

void adjust(std::vector<PairedDifference>& family) {
  std::vector<double> p;
  for (const PairedDifference& difference : family) {
    if (!std::isnan(difference.test.p)) p.push_back(difference.test.p);
  }
  const std::vector<double> adjusted = adjusted_by_holm(p);
  auto next = adjusted.begin();
  for (PairedDifference& difference : family) {
    if (std::isnan(difference.test.p)) continue;
    difference.p_holm = *next++;
    difference.least_detectable = least_detectable(difference.test, kLevel / static_cast<double>(p.size()));
  }
}

}  // namespace

PairedDifferences PairedDifferences::of(const Observations& observations) {
  return of(observations, arm_pairs(observations));
}

PairedDifferences PairedDifferences::of(const Observations& observations, const std::vector<ArmPair>& arms) {
  PairedDifferences differences;
  for (const ArmPair& pair : arms) {
    const std::vector<PairedCell> cells = paired_cells(observations, pair);
    if (cells.empty()) continue;
    for (const PairedCell& cell : cells) differences.by_cell.push_back(difference_over(pair, {cell}));
    const std::vector<PairedCell> kept = with_most_replicates(cells);
    PairedDifference pooled = difference_over(pair, kept);
    pooled.cells_left_out = cells.size() - kept.size();
    differences.pooled.push_back(std::move(pooled));
  }
  adjust(differences.pooled);
  adjust(differences.by_cell);
  return differences;
}

}  // namespace results
