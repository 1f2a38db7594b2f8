#include "results/wells/readout_table.hpp"

#include <algorithm>
#include <cmath>

#include "results/formatted.hpp"
#include "results/statistics/better_than_chance.hpp"
#include "results/wells/p_text.hpp"
#include "results/wells/readout_ranking.hpp"
#include "results/written_table.hpp"
#include "sweep/level.hpp"

namespace results {
namespace {

using Ranking = std::vector<RankedReadout>;

/// F1 and its like: shares from 0 to 1 (MCC from −1), as the field writes them.
std::string score(double value) { return std::isnan(value) ? "" : formatted("%.2f", value); }

bool has_permuted(const Ranking& ranking) {
  return std::any_of(ranking.begin(), ranking.end(),
                     [](const RankedReadout& readout) { return !std::isnan(readout.p_permuted); });
}

std::vector<std::string> notes_of(const WellsStudy& study, const Ranking& ranking) {
  std::vector<std::string> notes;
  std::size_t architectures = 0;
  for (const RankedReadout& readout : ranking) architectures = std::max(architectures, readout.architectures);
  notes.push_back(
      std::string(study.leaks ? "F1: " : "F1: every well tested once, by a network that had not seen it; ") +
      "mean over the trials of the architecture where it is highest, with a 95 % interval by bootstrap over "
      "wells. Picking the best of " +
      std::to_string(architectures) + " flatters it.");
  notes.push_back(
      "p: better than chance by a binomial test that counts half the wells, the smallest of all "
      "architectures times their number, adjusted over " +
      std::to_string(ranking.size()) + " readouts (Benjamini-Hochberg). predicted: p at most q = " +
      formatted("%g", kFalseDiscoveryRate) + ". not shown: no proof, which is not proof of nothing.");
  if (has_permuted(ranking)) {
    notes.emplace_back(
        "p permuted: share of trials with permuted labels that did as well, pooled over readouts, times the "
        "number of architectures; not adjusted over readouts.");
  }
  for (std::string& note : wells_footnotes(study)) notes.push_back(std::move(note));
  for (const DroppedReadout& dropped : study.dropped) {
    notes.push_back("Dropped: " + dropped.readout + ": " + dropped.reason + ".");
  }
  return notes;
}

TableLines lines_of(const WellsStudy& study, const Ranking& ranking) {
  using enum TableLines::Align;
  const bool permuted = has_permuted(ranking);
  TableLines table{{{"readout", "wells", "architecture", "F1", "always positive", "intensity", "MCC", "p"}},
                   {LEFT, RIGHT, LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT},
                   notes_of(study, ranking)};
  if (permuted) {
    table.lines.front().emplace_back("p permuted");
    table.alignment.push_back(RIGHT);
  }
  table.lines.front().emplace_back("verdict");
  table.alignment.push_back(LEFT);
  for (const RankedReadout& readout : ranking) {
    std::string f1 = score(readout.f1);
    if (!std::isnan(readout.f1_low)) f1 += " [" + score(readout.f1_low) + ", " + score(readout.f1_high) + "]";
    TableLines::Line line = {study.readouts[readout.readout],
                             std::to_string(readout.wells),
                             study.architectures[readout.architecture] +
                                 (study.is_random(readout.architecture) ? " (random)" : ""),
                             f1,
                             score(readout.always_positive_f1),
                             score(readout.intensity_f1),
                             score(readout.mcc),
                             p_text(readout.p_adjusted)};
    if (permuted) line.push_back(p_text(readout.p_permuted));
    line.emplace_back(description(readout.verdict));
    table.lines.push_back(std::move(line));
  }
  return table;
}

std::string csv_of(const WellsStudy& study, const Ranking& ranking) {
  std::string text =
      "readout,verdict,wells,positives,architecture,random_backbone,trials,f1,f1_low,f1_high,"
      "always_positive_f1,intensity_f1,mcc,auc,p,p_adjusted,p_permuted,reason\n";
  for (const RankedReadout& readout : ranking) {
    text += csv_field(study.readouts[readout.readout]) + "," + std::string(description(readout.verdict)) +
            "," + std::to_string(readout.wells) + "," + std::to_string(readout.positives) + "," +
            csv_field(study.architectures[readout.architecture]) + "," +
            (study.is_random(readout.architecture) ? "yes" : "no") + "," + std::to_string(readout.trials);
    for (const double value :
         {readout.f1, readout.f1_low, readout.f1_high, readout.always_positive_f1, readout.intensity_f1,
          readout.mcc, readout.auc, readout.p, readout.p_adjusted, readout.p_permuted}) {
      text += "," + (std::isnan(value) ? "" : sweep::Level(value).text());
    }
    text += ",\n";
  }
  for (const DroppedReadout& dropped : study.dropped) {
    text += csv_field(dropped.readout) + ",dropped,,,,,,,,,,,,,,,," + csv_field(dropped.reason) + "\n";
  }
  return text;
}

}  // namespace

TableLines readout_lines(const WellsStudy& study) { return lines_of(study, ranked_readouts(study)); }

std::string readout_table(const WellsStudy& study, TableFormat format) {
  const Ranking ranking = ranked_readouts(study);
  return format == TableFormat::CSV ? csv_of(study, ranking)
                                    : written_table(lines_of(study, ranking), format);
}

}  // namespace results
