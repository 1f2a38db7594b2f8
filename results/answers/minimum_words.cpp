#include "results/answers/minimum_words.hpp"

#include <algorithm>
#include <cmath>

#include "results/answers/axis_series.hpp"
#include "results/answers/wording.hpp"
#include "results/formatted.hpp"

namespace results {
std::string points(double margin) {
  const std::string number = formatted("%.4g", 100 * margin);
  return number + (number == "1" ? " point" : " points");
}

std::string cost(double drop) {
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
  const std::string text = " (" + sampling_words(observations.samplings[level.sampling]) + ")";
  if (answer.axis) {
    return std::to_string(level.kept.kept) + " of " + std::to_string(level.kept.of) +
           (words == DataWords::SENTENCE ? " " + std::string(name_of(*answer.axis)) : "");
  }
  if (level.reduction < 1.000001) return "the full cube";
  return fold(level.reduction) + (words == DataWords::SENTENCE ? " less data" : "") + text;
}

std::string reference_words(const MinimumAnswer& answer, const Observations& observations) {
  const MinimumReference& reference = answer.reference;
  switch (reference.kind) {
    case ReferenceKind::NONE:
      break;
    case ReferenceKind::OWN:
      return answer.from_full_cube
                 ? "its own accuracy with the full cube"
                 : "its own accuracy with " + sampling_words(observations.samplings[reference.sampling]);
    case ReferenceKind::TEACHER:
      return "the teacher's accuracy with the full cube";
    case ReferenceKind::BEST_WITH_FULL:
      return "the best accuracy with the full cube, that of " +
             observations.architectures[reference.architecture];
    case ReferenceKind::GIVEN:
      return "the accuracy asked for";
  }
  return "nothing";
}

std::string reference_of(const MinimumAnswer& answer, const Observations& observations) {
  const MinimumReference& reference = answer.reference;
  const std::string words = reference_words(answer, observations);
  if (reference.kind == ReferenceKind::NONE) return words;
  if (reference.kind == ReferenceKind::GIVEN) return words + " (" + level(reference.accuracy) + ")";
  return words + " (" + percent(reference.accuracy) + ", " + counted(reference.replicates, "replicate") + ")";
}

std::string subject_of(const MinimumAnswer& answer, const Observations& observations) {
  const std::string& variant = observations.variants[answer.variant];
  const double snr = observations.snrs[answer.snr];
  return (std::isinf(snr) ? "With " + snr_words(snr) : "At " + snr_words(snr)) +
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
