#include "results/answers/paired_differences_table.hpp"

#include <algorithm>
#include <cmath>

#include "results/answers/wording.hpp"
#include "results/formatted.hpp"
#include "results/wells/p_text.hpp"

namespace results {
namespace {

using Differences = std::vector<PairedDifference>;
using enum TableLines::Align;

std::string percent(double share) { return std::isnan(share) ? "" : formatted("%.1f", 100 * share); }
std::string points(double share) { return std::isnan(share) ? "" : formatted("%+.1f", 100 * share); }

/// "3", or "2 of 3".
std::string of_all(std::size_t kept, std::size_t left_out) {
  const std::string text = std::to_string(kept);
  return left_out == 0 ? text : text + " of " + std::to_string(kept + left_out);
}

std::string arm_text(const Arm& arm, const Observations& observations) {
  const std::string& name = observations.architectures[arm.architecture];
  return arm.sampling ? name + " (" + sampling_words(observations.samplings[*arm.sampling]) + ")" : name;
}

/// Head and fields of the columns that both tables end with.
void add_numbers(TableLines& table) {
  table.lines.front().insert(
      table.lines.front().end(),
      {"n", "first (%)", "second (%)", "difference (points)", "p", "p Holm", "g_av", "detectable"});
  table.alignment.insert(table.alignment.end(), {RIGHT, RIGHT, RIGHT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT});
}

void add_numbers(TableLines::Line& line, const PairedDifference& difference) {
  const PairedT& test = difference.test;
  std::string interval = points(test.mean);
  if (!std::isnan(test.low)) interval += " [" + points(test.low) + ", " + points(test.high) + "]";
  line.insert(line.end(), {of_all(test.n, difference.replicates_left_out), percent(difference.mean_a),
                           percent(difference.mean_b), interval, p_text(test.p), p_text(difference.p_holm),
                           std::isnan(test.g_av) ? "" : formatted("%.1f", test.g_av),
                           percent(difference.least_detectable)});
}

std::size_t family_size(const Differences& family) {
  return static_cast<std::size_t>(std::count_if(
      family.begin(), family.end(), [](const PairedDifference& d) { return !std::isnan(d.p_holm); }));
}

std::vector<std::string> notes_of(const Differences& family) {
  std::vector<std::string> notes = {
      "Difference: test accuracy of the first minus the second on the same samples, noise and split, over n "
      "replicates; 95 % intervals of each alone (not simultaneous), p two-sided: Student's paired t, neither "
      "surer than the test samples allow (McNemar; Bonett and Price). p Holm: adjusted over the " +
          std::to_string(family_size(family)) + " comparisons of this table.",
      "g_av: the difference over the mean standard deviation of the two between replicates, with Hedges' "
      "correction (Lakens 2013). detectable: the least difference (points) that would be found among so many "
      "comparisons (p Holm at most 0.05), were replicates to scatter as they did."};
  const auto few = std::count_if(family.begin(), family.end(),
                                 [](const PairedDifference& difference) { return difference.test.n < 2; });
  if (few > 0) {
    notes.push_back(std::to_string(few) + " with a single replicate: no interval, no p, not in the family.");
  }
  return notes;
}

}  // namespace

TableLines pooled_differences_table(const PairedDifferences& differences, const Observations& observations) {
  TableLines table{{{"first", "second", "cells"}}, {LEFT, LEFT, RIGHT}, notes_of(differences.pooled)};
  add_numbers(table);
  bool left_out = false;
  for (const PairedDifference& difference : differences.pooled) {
    TableLines::Line line = {arm_text(difference.a, observations), arm_text(difference.b, observations),
                             of_all(difference.cells.size(), difference.cells_left_out)};
    add_numbers(line, difference);
    table.lines.push_back(std::move(line));
    left_out = left_out || difference.cells_left_out + difference.replicates_left_out > 0;
  }
  table.notes.emplace_back("Averaged over cells (SNR, sampling, other factors) within a replicate.");
  if (left_out) {
    table.notes.emplace_back(
        "2 of 3: some trials are missing. The mean is over those cells and replicates that are complete "
        "together, chosen so that cells times replicates are most; the others are left out.");
  }
  return table;
}

TableLines cell_differences_table(const PairedDifferences& differences, const Observations& observations) {
  TableLines table{{{"first", "second", "data.snr", "data.sampling"}}, {LEFT, LEFT, RIGHT, LEFT}, {}};
  const bool has_variants = observations.variants.size() > 1;
  if (has_variants) {
    table.lines.front().emplace_back("variant");
    table.alignment.push_back(LEFT);
  }
  add_numbers(table);
  for (const PairedDifference& difference : differences.by_cell) {
    const ComparedCell& cell = difference.cells.front();
    const std::string sampling = sampling_words(observations.samplings[cell.sampling_a]);
    TableLines::Line line = {
        observations.architectures[difference.a.architecture],
        observations.architectures[difference.b.architecture], short_number(observations.snrs[cell.snr]),
        cell.sampling_a == cell.sampling_b
            ? sampling
            : sampling + " / " + sampling_words(observations.samplings[cell.sampling_b])};
    if (has_variants) line.push_back(observations.variants[cell.variant]);
    add_numbers(line, difference);
    table.lines.push_back(std::move(line));
  }
  table.notes = notes_of(differences.by_cell);
  return table;
}

}  // namespace results
