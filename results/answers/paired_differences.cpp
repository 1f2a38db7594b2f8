#include "results/answers/paired_differences.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "results/answers/arm_pairs.hpp"
#include "results/statistics/complete_block.hpp"
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

/// Over `cells`, which all have `replicates`.
PairedDifference difference_over(const ArmPair& arms, const std::vector<PairedCell>& cells,
                                 const std::vector<double>& replicates) {
  PairedDifference difference;
  difference.a = arms.first;
  difference.b = arms.second;
  difference.replicates = replicates;
  for (const PairedCell& cell : cells) difference.cells.push_back(cell.cell);
  std::vector<double> a;
  std::vector<double> b;
  DiscordantSamples samples;
  for (const double replicate : replicates) {
    std::vector<double> a_of_cells;
    std::vector<double> b_of_cells;
    for (const PairedCell& cell : cells) {
      const PairedCell::Pair& pair = *pair_of(cell, replicate);
      a_of_cells.push_back(pair.a);
      b_of_cells.push_back(pair.b);
      samples.least += std::abs(pair.a - pair.b) * pair.test_samples;
      samples.tests += pair.test_samples;
    }
    a.push_back(mean_of(a_of_cells));
    b.push_back(mean_of(b_of_cells));
  }
  difference.mean_a = mean_of(a);
  difference.mean_b = mean_of(b);
  difference.test = paired_t(a, b, samples);
  return difference;
}

std::vector<double> replicates_of(const std::vector<PairedCell>& cells) {
  std::set<double> replicates;
  for (const PairedCell& cell : cells) {
    for (const PairedCell::Pair& pair : cell.pairs) replicates.insert(pair.replicate);
  }
  return {replicates.begin(), replicates.end()};
}

/// Over those cells and replicates that are complete together and keep most of the data.
PairedDifference pooled_difference(const ArmPair& arms, const std::vector<PairedCell>& cells) {
  const std::vector<double> all = replicates_of(cells);
  std::vector<std::vector<bool>> has;
  for (const PairedCell& cell : cells) {
    has.emplace_back();
    for (const double replicate : all) has.back().push_back(pair_of(cell, replicate) != nullptr);
  }
  const CompleteBlock block = CompleteBlock::largest(has);
  std::vector<PairedCell> kept;
  for (const std::size_t row : block.rows) kept.push_back(cells[row]);
  std::vector<double> replicates;
  for (const std::size_t column : block.columns) replicates.push_back(all[column]);
  PairedDifference difference = difference_over(arms, kept, replicates);
  difference.cells_left_out = cells.size() - kept.size();
  difference.replicates_left_out = all.size() - replicates.size();
  return difference;
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
    for (const PairedCell& cell : cells) {
      differences.by_cell.push_back(difference_over(pair, {cell}, replicates_of({cell})));
    }
    differences.pooled.push_back(pooled_difference(pair, cells));
  }
  adjust(differences.pooled);
  adjust(differences.by_cell);
  return differences;
}

}  // namespace results
