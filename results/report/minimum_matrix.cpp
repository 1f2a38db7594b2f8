#include "results/report/minimum_matrix.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "results/answers/axis_series.hpp"
#include "results/answers/minimum_words.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

using enum TableLines::Align;

std::string cell_text(const MinimumAnswer& answer, const Observations& observations) {
  const auto data = [&](std::size_t place) {
    return data_of(answer.levels[place], answer, observations, DataWords::TABLE);
  };
  switch (answer.verdict) {
    case MinimumVerdict::NOT_TESTED:
      break;
    case MinimumVerdict::NOT_REACHED:
      return "none: even " + data(0) + " is too small";
    case MinimumVerdict::UNDECIDED:
      return answer.estimated ? "? " + data(*answer.estimated) : "? none";
    case MinimumVerdict::ENOUGH:
      return data(*answer.enough) + (answer.too_small ? ", not " + data(*answer.too_small) : "");
    case MinimumVerdict::AT_LEAST:
      return data(*answer.enough) + " or less";
  }
  return "not tested";
}

}  // namespace

TableLines minimum_matrix(const std::vector<MinimumAnswer>& answers, const MinimumOptions& options,
                          const Observations& observations) {
  const bool has_variants = observations.variants.size() > 1;
  const bool has_axis = !answers.empty() && answers.front().axis.has_value();
  std::vector<std::size_t> architectures;
  for (const MinimumAnswer& answer : answers) {
    if (std::find(architectures.begin(), architectures.end(), answer.architecture) == architectures.end())
      architectures.push_back(answer.architecture);
  }
  std::sort(architectures.begin(), architectures.end());

  TableLines table;
  TableLines::Line head;
  const auto column = [&](const std::string& name, TableLines::Align align) {
    head.push_back(name);
    table.alignment.push_back(align);
  };
  if (has_variants) column("variant", LEFT);
  if (has_axis) column("axis", LEFT);
  column("SNR", RIGHT);
  const std::size_t first = head.size();
  for (const std::size_t architecture : architectures) column(observations.architectures[architecture], LEFT);
  table.lines.push_back(head);

  const auto place = [](const MinimumAnswer& a) { return std::tuple(a.variant, a.axis, a.snr); };
  std::vector<const MinimumAnswer*> ordered;
  for (const MinimumAnswer& answer : answers) ordered.push_back(&answer);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const auto* a, const auto* b) { return place(*a) < place(*b); });
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const MinimumAnswer& answer = *ordered[i];
    if (i == 0 || place(answer) != place(*ordered[i - 1])) {
      TableLines::Line line;
      if (has_variants) line.push_back(observations.variants[answer.variant]);
      if (has_axis) line.emplace_back(name_of(*answer.axis));
      line.push_back(formatted("%g", observations.snrs[answer.snr]));
      line.resize(head.size(), "–");
      table.lines.push_back(std::move(line));
    }
    const auto at = std::find(architectures.begin(), architectures.end(), answer.architecture);
    table.lines.back()[first + static_cast<std::size_t>(std::distance(architectures.begin(), at))] =
        cell_text(answer, observations);
  }
  table.notes = {"Shown to be enough: at most " + points(options.margin) + " below " +
                 (options.target_accuracy ? percent(*options.target_accuracy) : "the reference") + ", with " +
                 level(options.confidence) +
                 " confidence in each; \"not\": shown to be too small; \"or less\": nothing less was tested; "
                 "\"?\": undecided, and what follows is the best guess, without confidence."};
  return table;
}

}  // namespace results
