#include <algorithm>
#include <cmath>

#include "results/answers/axis_series.hpp"
#include "results/answers/minimum_dataset_text.hpp"
#include "results/answers/minimum_words.hpp"
#include "results/answers/wording.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

using enum TableLines::Align;

std::string or_dash(const std::optional<std::size_t>& place, const MinimumAnswer& answer,
                    const Observations& observations) {
  return place ? data_of(answer.levels[*place], answer, observations, DataWords::TABLE) : "–";
}

std::string interval(const Crossing& crossing) {
  if (std::isnan(crossing.at)) return "–";
  const std::string at = fold(crossing.at);
  if (std::isnan(crossing.low) || (std::isinf(crossing.at) && std::isinf(crossing.low))) return at;
  return at + " [" + fold(crossing.low) + ", " + fold(crossing.high) + "]";
}

std::string replicates_needed(double replicates) {
  if (replicates == 0) return "–";
  return std::isinf(replicates) ? "> 1000" : formatted("%.0f", replicates);
}

std::vector<std::string> notes(const MinimumOptions& options) {
  const std::string confidence = level(options.confidence);
  return {
      "Margin " + points(options.margin) + " of test accuracy, confidence " + confidence +
          " for every claim (one-sided).",
      options.target_accuracy ? "Enough: not below " + level(*options.target_accuracy) +
                                    " by more than the margin; t tests over replicates in a fixed order, "
                                    "from much data to little, "
                                    "with no less spread than the test set's binomial one."
                              : "Enough: differences from the reference within replicates, t tests in a "
                                "fixed order, from much data "
                                "to little, so that no correction is due; spread pooled over reductions by "
                                "an additive model unless "
                                "a reduction's own is larger, and no less than the finite test set makes.",
      "Margin lost at: where the falling fit (isotonic regression) crosses the margin, linear in log "
      "reduction, "
      "with a two-sided " +
          confidence + " interval by parametric bootstrap (2,000 draws).",
      "Best guess: the most reduced data within the margin by the falling fit; no confidence is claimed."};
}

TableLines table(const std::vector<MinimumAnswer>& answers, const MinimumOptions& options,
                 const Observations& observations, bool has_axis) {
  TableLines::Line head = {"SNR", "architecture"};
  std::vector<TableLines::Align> alignment = {RIGHT, LEFT};
  const auto column = [&](const char* name, TableLines::Align align) {
    head.emplace_back(name);
    alignment.push_back(align);
  };
  const bool has_variants = observations.variants.size() > 1;
  if (has_variants) column("variant", LEFT);
  if (has_axis) column("axis", LEFT);
  for (const char* name : {"answer", "enough", "too small", "margin lost at", "best guess"})
    column(name, LEFT);
  column("replicates to decide", RIGHT);
  column("reference (%)", RIGHT);
  column("n", RIGHT);
  // Where all are compared with the same thing, a note says so for all of them.
  const bool alike = std::all_of(answers.begin(), answers.end(), [](const MinimumAnswer& answer) {
    return answer.reference.kind == ReferenceKind::OWN && answer.from_full_cube;
  });
  if (!alike) column("reference", LEFT);
  TableLines lines{{head}, alignment, notes(options)};
  if (alike)
    lines.notes.emplace_back("Reference: the same architecture with the full cube, over n replicates.");
  for (const MinimumAnswer& answer : answers) {
    TableLines::Line line = {short_number(observations.snrs[answer.snr]),
                             observations.architectures[answer.architecture]};
    if (has_variants) line.push_back(observations.variants[answer.variant]);
    if (has_axis) line.emplace_back(name_of(*answer.axis));
    line.emplace_back(name_of(answer.verdict));
    line.push_back(or_dash(answer.enough, answer, observations));
    line.push_back(or_dash(answer.too_small, answer, observations));
    line.push_back(interval(answer.crossing));
    line.push_back(or_dash(answer.estimated, answer, observations));
    line.push_back(replicates_needed(answer.replicates_needed));
    const MinimumReference& reference = answer.reference;
    const bool is_given = reference.kind == ReferenceKind::GIVEN;
    line.push_back(std::isnan(reference.accuracy) ? "–"
                   : is_given                     ? formatted("%.4g", 100 * reference.accuracy)
                                                  : percent_digits(reference.accuracy));
    line.push_back(reference.replicates == 0 ? "–" : std::to_string(reference.replicates));
    if (!alike) line.push_back(reference_words(answer, observations));
    lines.lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

TableLines table_of_minimum(const MinimumDataset& minimum, const Observations& observations) {
  return table(minimum.whole, minimum.options, observations, false);
}

TableLines table_along_axes(const MinimumDataset& minimum, const Observations& observations) {
  TableLines lines = table(minimum.along_axes, minimum.options, observations, true);
  lines.notes.emplace_back(
      "Along an axis all else stays as in what is compared with; a reduction is the axis'.");
  return lines;
}

TableLines table_of_levels(const MinimumAnswer& answer, const MinimumOptions& options,
                           const Observations& observations) {
  TableLines lines{
      {{"data", "accuracy (%)", "fit (%)", "drop (points)", "at least", "at most", "n", "alone"}},
      {LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT},
      {"Drop below " + reference_of(answer, observations) + "; each bound holds with " +
       level(options.confidence) + " confidence."}};
  for (const MinimumLevel& shown : answer.levels) {
    const auto number = [](double share) {
      return std::isnan(share) ? std::string("–") : formatted("%.1f", 100 * share);
    };
    const DropDecision decision = shown.test.decision;
    lines.lines.push_back({data_of(shown, answer, observations, DataWords::TABLE), number(shown.accuracy),
                           number(shown.fitted), number(shown.test.drop), number(shown.test.low()),
                           number(shown.test.high()), std::to_string(shown.replicates),
                           decision == DropDecision::ENOUGH      ? "enough"
                           : decision == DropDecision::TOO_SMALL ? "too small"
                                                                 : "undecided"});
  }
  return lines;
}

}  // namespace results
