#include "results/wells/readout_ranking.hpp"

#include <algorithm>
#include <cmath>

#include "results/statistics/better_than_chance.hpp"
#include "results/statistics/bootstrap_f1.hpp"
#include "results/statistics/multiple_testing.hpp"
#include "results/wells/permuted_trials.hpp"

namespace results {
namespace {

using Cell = std::vector<const WellsTrial*>;

/// The mean over those trials that know the metric.
double mean_of(const Cell& cell, sweep::Metric metric) {
  double sum = 0;
  double count = 0;
  for (const WellsTrial* trial : cell) {
    if (std::isnan(trial->metrics[metric])) continue;
    sum += trial->metrics[metric];
    ++count;
  }
  return sum / count;
}

/// Against a binomial distribution. NaN for a cell without predictions.
double p_of(const Cell& cell) {
  double right = 0;
  double chance = 0;
  double trials = 0;
  double wells = std::numeric_limits<double>::infinity();
  for (const WellsTrial* trial : cell) {
    const VoteCounts counts(trial->votes);
    if (counts.wells() == 0) continue;
    right += counts.right_share();
    chance += counts.chance_share();
    wells = std::min(wells, counts.wells());
    ++trials;
  }
  if (trials == 0) return RankedReadout::kUnknown;
  return p_better_than_chance(right / trials, chance / trials, static_cast<std::size_t>(wells));
}

/// The smallest p of several, times how many there are: Bonferroni.
double smallest_of(const std::vector<double>& p) {
  double smallest = RankedReadout::kUnknown;
  double count = 0;
  for (const double value : p) {
    if (std::isnan(value)) continue;
    ++count;
    if (!(smallest <= value)) smallest = value;
  }
  return std::isnan(smallest) ? smallest : std::min(1.0, smallest * count);
}

void set_wells(RankedReadout& ranked, const Cell& cell) {
  bool known = false;
  for (const WellsTrial* trial : cell) {
    const VoteCounts counts(trial->votes);
    const auto wells = static_cast<std::size_t>(counts.wells());
    if (wells == 0 || (known && wells >= ranked.wells)) continue;
    known = true;
    ranked.wells = wells;
    ranked.positives = static_cast<std::size_t>(counts.positives());
  }
}

void set_scores(RankedReadout& ranked, const Cell& cell) {
  std::vector<WellVotes> votes;
  for (const WellsTrial* trial : cell) {
    if (!trial->votes.empty()) votes.push_back(trial->votes);
  }
  const BootstrapF1 interval = bootstrap_f1(votes);
  ranked.f1_low = interval.low;
  ranked.f1_high = interval.high;
  ranked.trials = cell.size();
  ranked.always_positive_f1 = mean_of(cell, sweep::Metric::ALWAYS_POSITIVE_F1);
  ranked.intensity_f1 = mean_of(cell, sweep::Metric::INTENSITY_F1);
  ranked.mcc = mean_of(cell, sweep::Metric::TEST_MCC);
  ranked.auc = mean_of(cell, sweep::Metric::TEST_AUC);
  set_wells(ranked, cell);
}

RankedReadout best_of(const WellsStudy& study, std::size_t readout, const PermutedTrials& permuted) {
  RankedReadout ranked;
  ranked.readout = readout;
  Cell best;
  std::vector<double> p;
  std::vector<double> p_permuted;
  for (std::size_t architecture = 0; architecture < study.architectures.size(); ++architecture) {
    const Cell cell = study.cell(readout, architecture, Labels::MEASURED);
    const double f1 = mean_of(cell, sweep::Metric::TEST_F1);
    if (std::isnan(f1)) continue;
    ++ranked.architectures;
    ranked.all_trials += cell.size();
    p.push_back(p_of(cell));
    p_permuted.push_back(permuted.p(cell, architecture));
    if (f1 <= ranked.f1) continue;  // false for the first, whose rival is NaN
    ranked.f1 = f1;
    ranked.architecture = architecture;
    best = cell;
  }
  if (!best.empty()) set_scores(ranked, best);
  ranked.p = smallest_of(p);
  ranked.p_permuted = smallest_of(p_permuted);
  return ranked;
}

void adjust(std::vector<RankedReadout>& ranked, bool leaks) {
  std::vector<double> p;
  for (const RankedReadout& readout : ranked) {
    if (!std::isnan(readout.p)) p.push_back(readout.p);
  }
  const std::vector<double> adjusted = adjusted_by_benjamini_hochberg(p);
  std::size_t next = 0;
  for (RankedReadout& readout : ranked) {
    if (!std::isnan(readout.p)) readout.p_adjusted = adjusted[next++];
    readout.verdict = leaks                                       ? Verdict::LEAKS
                      : readout.p_adjusted <= kFalseDiscoveryRate ? Verdict::PREDICTED
                                                                  : Verdict::NOT_SHOWN;
  }
}

}  // namespace

std::vector<RankedReadout> ranked_readouts(const WellsStudy& study) {
  const PermutedTrials permuted(study);
  std::vector<RankedReadout> ranked;
  for (std::size_t readout = 0; readout < study.readouts.size(); ++readout) {
    RankedReadout found = best_of(study, readout, permuted);
    if (found.architectures > 0) ranked.push_back(found);
  }
  adjust(ranked, study.leaks);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.f1 > b.f1; });
  return ranked;
}

}  // namespace results
