#include "results/answers/reach_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "results/answers/wording.hpp"
#include "results/footnotes.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

using Line = TableLines::Line;
using enum TableLines::Align;

std::string best_text(double best) { return std::isnan(best) ? "unknown" : percent_digits(best); }

std::string cell_text(const Reach::Cell& cell) {
  std::string text = percent_digits(cell.accuracy.mean);
  if (!std::isnan(cell.accuracy.low))
    text += " [" + percent_digits(cell.accuracy.low) + ", " + percent_digits(cell.accuracy.high) + "]";
  if (!std::isnan(cell.reached)) text += formatted(" %.0f %%", 100 * cell.reached);
  return text;
}

/// "61 to 87 %" of what is possible, over the cells of an architecture at an SNR; empty: there are none.
std::string range_of(const Reach& reach, std::size_t architecture, std::size_t snr) {
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  for (const Reach::Cell& cell : reach.cells) {
    if (cell.architecture != architecture || cell.snr != snr || std::isnan(cell.reached)) continue;
    least = std::min(least, 100 * cell.reached);
    most = std::max(most, 100 * cell.reached);
  }
  if (least > most) return "";
  return std::round(least) == std::round(most) ? formatted("%.0f %%", most)
                                               : formatted("%.0f to %.0f %%", least, most);
}

}  // namespace

TableLines reach_table(const Reach& reach, const Observations& observations) {
  const bool variants = observations.variants.size() > 1;
  TableLines table;
  Line head = {"SNR", "data", "reduction", "possible (%)"};
  table.alignment = {RIGHT, LEFT, RIGHT, RIGHT};
  if (variants) {
    head.insert(head.begin(), "variant");
    table.alignment.insert(table.alignment.begin(), LEFT);
  }
  const std::size_t first = head.size();
  for (const std::string& architecture : observations.architectures) {
    head.push_back(architecture);
    table.alignment.push_back(LEFT);
  }
  table.lines.push_back(head);
  std::array<std::size_t, 3> place{};
  for (const Reach::Cell& cell : reach.cells) {
    const std::array<std::size_t, 3> here = {cell.variant, cell.snr, cell.sampling};
    if (table.lines.size() == 1 || here != place) {
      place = here;
      const Observations::Sampling& sampling = observations.samplings[cell.sampling];
      Line line = {formatted("%g", observations.snrs[cell.snr]), sampling_words(sampling),
                   reduction_words(sampling.reduction), best_text(cell.best)};
      if (variants) line.insert(line.begin(), observations.variants[cell.variant]);
      line.resize(head.size());
      table.lines.push_back(line);
    }
    table.lines.back()[first + cell.architecture] = cell_text(cell);
  }
  table.notes = {
      "Possible: the accuracy of the best decision on the same data with everything but (Delta, tau) known, "
      "from their Fisher information and, where noise is large, their curvature. Beside each accuracy its "
      "95 % interval, and the share it reaches of what is possible beyond tossing a coin."};
  return table;
}

std::vector<std::string> reach_sentences(const Reach& reach, const Observations& observations) {
  if (reach.cells.empty()) return {"No trial is complete yet."};
  if (std::all_of(reach.cells.begin(), reach.cells.end(),
                  [](const Reach::Cell& cell) { return std::isnan(cell.best); })) {
    return {"What is possible is not known: these data are not simulated, or not there any more."};
  }
  std::vector<std::string> sentences;
  for (std::size_t snr = 0; snr < observations.snrs.size(); ++snr) {
    std::string said;
    for (std::size_t a = 0; a < observations.architectures.size(); ++a) {
      const std::string range = range_of(reach, a, snr);
      if (!range.empty()) said += (said.empty() ? "" : ", ") + observations.architectures[a] + " " + range;
    }
    if (!said.empty()) sentences.push_back(snr_words(observations.snrs[snr]) + ": " + said + ".");
  }
  if (!sentences.empty()) {
    sentences.insert(sentences.begin(),
                     "Of what the best decision on the same data gains beyond tossing a coin, the networks "
                     "reach (least to most, over the samplings tested):");
  }
  const std::vector<Reach::Cell> above = reach.above();
  const auto untold = static_cast<std::size_t>(std::count_if(
      reach.cells.begin(), reach.cells.end(),
      [](const Reach::Cell& cell) { return !std::isnan(cell.best) && std::isnan(cell.excess); }));
  if (untold > 0) {
    sentences.push_back("Whether there is a leak cannot be told of " + std::to_string(untold) + " of " +
                        std::to_string(reach.cells.size()) +
                        " accuracies: how many test samples there were is not known.");
  }
  if (above.empty() && untold < reach.cells.size()) {
    sentences.push_back(
        formatted("No accuracy lies above what is possible by more than %g standard "
                  "errors: no sign of a leak.",
                  Reach::kLeak));
  }
  for (const Reach::Cell& cell : above) {
    const std::string& variant = observations.variants[cell.variant];
    sentences.push_back("LEAK? " + observations.architectures[cell.architecture] + " at " +
                        snr_words(observations.snrs[cell.snr]) + ", " +
                        sampling_words(observations.samplings[cell.sampling]) +
                        (variant.empty() ? "" : ", " + variant) + ": " + percent_digits(cell.accuracy.mean) +
                        " % is " + formatted("%.1f", cell.excess) + " standard errors above the " +
                        percent_digits(cell.best) + " % that are possible.");
  }
  return sentences;
}

}  // namespace results
