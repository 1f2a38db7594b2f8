#include "results/answers/effects_table.hpp"

#include <cmath>

#include "results/formatted.hpp"
#include "results/wells/p_text.hpp"

namespace results {
namespace {

using enum TableLines::Align;

std::string name_of(const Effect& effect, const Effects& effects) {
  std::string name;
  for (const std::size_t factor : effect.factors) {
    name += (name.empty() ? "" : " × ") + effects.data.factors[factor].name;
  }
  return name;
}

std::string freedom_text(const Effect& effect, const AnalysisOfVariance& analysis) {
  if (effect.factors.size() == 2 && !analysis.has_interactions) return "in the error";
  if (effect.freedom == 0) return "cannot be told";
  std::string text = std::to_string(effect.freedom);
  if (effect.freedom < effect.full_freedom) text += " of " + std::to_string(effect.full_freedom);
  return text;
}

/// What F compares with.
std::string error_note(const Effects& effects) {
  const AnalysisOfVariance& analysis = effects.analysis;
  const std::string freedom = std::to_string(analysis.error_freedom) +
                              (analysis.error_freedom == 1 ? " degree of freedom" : " degrees of freedom");
  if (analysis.error == ErrorTerm::REPLICATES) {
    return "Error: " + freedom + ", what replicates (a block each, " + std::to_string(effects.data.blocks) +
           " of them)" + (analysis.has_interactions ? ", main effects and pairs" : " and main effects") +
           " leave.";
  }
  if (analysis.error == ErrorTerm::INTERACTIONS) {
    return "Error: " + freedom + ", interactions " +
           (analysis.has_interactions ? "of three factors and more" : "of factors") +
           " that are taken for chance: a single replicate says nothing of chance itself. p is too large "
           "where "
           "these interactions are real.";
  }
  return analysis.error_freedom == 0 ? "No p: nothing is left that could tell chance. More replicates would."
                                     : "No p: the measurements do not scatter at all.";
}

std::vector<std::string> notes_of(const Effects& effects) {
  const AnalysisOfVariance& analysis = effects.analysis;
  std::vector<std::string> notes = {
      "Analysis of variance of " + effects.metric +
      " by least squares, type II sums of squares: what a line adds " +
      "to all others that do not contain it. p: F test; p Holm: adjusted over all lines. ω²: partial, the "
      "share of "
      "the variance that is this line's or the error's, less what chance gives."};
  notes.push_back(error_note(effects));
  if (analysis.is_too_large) {
    notes.push_back("Interactions were not looked at: levels and pairs of levels are more than " +
                    std::to_string(AnalysisOfVariance::kMostColumns) +
                    ". What there are of them is in the error.");
  }
  for (const Effect& effect : analysis.effects) {
    if (effect.freedom >= effect.full_freedom || (effect.factors.size() == 2 && !analysis.has_interactions)) {
      continue;
    }
    notes.emplace_back(
        "Degrees of freedom below the full number, or none: combinations of levels are missing, and what is "
        "left "
        "tells the line's effect only in part, or not from another's.");
    break;
  }
  if (effects.data.measurements.size() < effects.trials) {
    notes.push_back("From the " + std::to_string(effects.data.measurements.size()) + " of " +
                    std::to_string(effects.trials) + " trials that are complete and have " + effects.metric +
                    ".");
  }
  return notes;
}

std::string value_text(double value, bool percent) {
  return percent ? formatted("%.1f", 100 * value) : short_number(value);
}

}  // namespace

TableLines effects_table(const Effects& effects) {
  TableLines table{{{"effect", "df", "F", "p", "p Holm", "ω²"}},
                   {LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT},
                   notes_of(effects)};
  for (const Effect& effect : effects.analysis.effects) {
    const bool tested = !std::isnan(effect.p);
    table.lines.push_back({name_of(effect, effects), freedom_text(effect, effects.analysis),
                           tested ? short_number(effect.f) : "", p_text(effect.p), p_text(effect.p_holm),
                           tested ? formatted("%.2f", effect.partial_omega_squared) : ""});
  }
  return table;
}

TableLines level_means_table(const Effects& effects) {
  const bool percent = is_percentage(effects.metric);
  TableLines table{{{"factor", "level", effects.metric + (percent ? " (%)" : ""), "trials"}},
                   {LEFT, LEFT, LEFT, RIGHT},
                   {}};
  bool additive = false;
  for (std::size_t i = 0; i < effects.analysis.means.size(); ++i) {
    const Factorial::Factor& factor = effects.data.factors[i];
    const MarginalMeans& means = effects.analysis.means[i];
    additive = additive || means.additive;
    for (std::size_t level = 0; level < factor.levels.size(); ++level) {
      const MarginalMean& mean = means.levels[level];
      std::string text = std::isnan(mean.mean) ? "cannot be told" : value_text(mean.mean, percent);
      if (!std::isnan(mean.low)) {
        text += " [" + value_text(mean.low, percent) + ", " + value_text(mean.high, percent) + "]";
      }
      table.lines.push_back({factor.name + (means.additive ? " *" : ""), factor.levels[level], text,
                             std::to_string(mean.measurements)});
    }
  }
  table.notes.push_back(
      "Estimated marginal means: of the model of the effects, every combination of the other factors' levels "
      "counting "
      "the same. 95 % intervals of each alone, " +
      std::string(
          effects.data.blocks > 1
              ? "for other replicates like these: Student t over replicates, or, where these do not all have "
                "the same "
                "combinations, from the least squares."
              : "which take interactions for chance and do not count that training could go otherwise."));
  if (effects.analysis.is_too_large)
    table.notes.emplace_back("All as if factors did not depend on each other: see the effects.");
  if (additive) {
    table.notes.emplace_back(
        "*: as if factors did not depend on each other, since combinations are missing that the means are "
        "over.");
  }
  return table;
}

}  // namespace results
