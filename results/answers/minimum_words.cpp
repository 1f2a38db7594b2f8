#include "results/answers/minimum_words.hpp"

#include <algorithm>
#include <cmath>

#include "results/answers/axis_series.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

std::string replicates(std::size_t n) { return std::to_string(n) + (n == 1 ? " replicate" : " replicates"); }

}  // namespace

std::string points(double drop) {
  const std::string number = formatted("%.1f", 100 * std::max(0.0, drop));
  return number + (number == "1.0" ? " point" : " points");
}

std::string percent(double share) { return formatted("%.1f %%", 100 * share); }

std::string level(double share) { return formatted("%.4g %%", 100 * share); }

std::string fold(double reduction) {
  if (std::isnan(reduction)) return "unknown";
  if (std::isinf(reduction)) return "more than tested";
  if (reduction == 0) return "none";
  return formatted(reduction < 10 ? "%.2g-fold" : "%.0f-fold", reduction);
}

std::string data_of(const MinimumLevel& level, const MinimumAnswer& answer, const Observations& observations,
                    DataWords words) {
  const std::string text = " (" + observations.samplings[level.sampling].text + ")";
  if (answer.axis) {
    return std::to_string(level.kept.kept) + " of " + std::to_string(level.kept.of) +
           (words == DataWords::SENTENCE ? " " + std::string(name_of(*answer.axis)) : "") + text;
  }
  if (level.reduction < 1.000001) return "the full cube";
  return fold(level.reduction) + (words == DataWords::SENTENCE ? " less data" : "") + text;
}

std::string reference_of(const MinimumAnswer& answer, const Observations& observations) {
  const MinimumReference& reference = answer.reference;
  const std::string measured =
      " (" + percent(reference.accuracy) + ", " + replicates(reference.replicates) + ")";
  switch (reference.kind) {
    case ReferenceKind::NONE:
      break;
    case ReferenceKind::OWN:
      if (answer.from_full_cube) return "its own accuracy with the full cube" + measured;
      return "its own accuracy with " + observations.samplings[reference.sampling].text + measured;
    case ReferenceKind::TEACHER:
      return "the teacher's accuracy with the full cube" + measured;
    case ReferenceKind::BEST_WITH_FULL:
      return "the best accuracy with the full cube, that of " +
             observations.architectures[reference.architecture] + measured;
    case ReferenceKind::GIVEN:
      return "the accuracy asked for (" + percent(reference.accuracy) + ")";
  }
  return "nothing";
}

std::string subject_of(const MinimumAnswer& answer, const Observations& observations) {
  const std::string& variant = observations.variants[answer.variant];
  return "At SNR " + short_number(observations.snrs[answer.snr]) +
         (observations.variants.size() > 1 ? " (" + variant + ")" : "") + " the " +
         observations.architectures[answer.architecture];
}

std::string_view name_of(MinimumVerdict verdict) {
  switch (verdict) {
    case MinimumVerdict::NOT_TESTED:
      break;
    case MinimumVerdict::NOT_REACHED:
      return "not reached";
    case MinimumVerdict::UNDECIDED:
      return "undecided";
    case MinimumVerdict::ENOUGH:
      return "enough";
    case MinimumVerdict::AT_LEAST:
      return "at least";
  }
  return "not tested";
}

}  // namespace results
