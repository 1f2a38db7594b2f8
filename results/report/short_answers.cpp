#include "results/report/short_answers.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "results/answers/minimum_words.hpp"
#include "results/answers/wording.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

constexpr std::size_t kMost = 12;  // sentences: more is no short answer

/// "the full cube (accuracy 95.2 %)", or "96-fold less data (every-10, accuracy 95.2 %)".
std::string data_words(const Observations& observations, const MinimumLevel& level) {
  const Observations::Sampling& sampling = observations.samplings[level.sampling];
  const std::string accuracy = "accuracy " + percent(level.accuracy) + ")";
  if (sampling.is_full()) return "the full cube (" + accuracy;
  return reduction_words(sampling.reduction) + "-fold less data (" + sampling_words(sampling) + ", " +
         accuracy;
}

/// After the architecture's name.
std::string said(const MinimumAnswer& answer, const Observations& observations) {
  switch (answer.verdict) {
    case MinimumVerdict::NOT_TESTED:
      return "not tested";
    case MinimumVerdict::NOT_REACHED:
      return observations.samplings[answer.levels.front().sampling].is_full()
                 ? "not even the full cube is enough"
                 : "even the least reduction tested costs more";
    case MinimumVerdict::UNDECIDED:
      return answer.replicates_needed > 0 && std::isfinite(answer.replicates_needed)
                 ? formatted("undecided (about %.0f replicates would tell)", answer.replicates_needed)
                 : "undecided";
    case MinimumVerdict::AT_LEAST:
      return data_words(observations, answer.levels[*answer.enough]) + " is enough, the least tested";
    case MinimumVerdict::ENOUGH:
      break;
  }
  return data_words(observations, answer.levels[*answer.enough]) + " is enough";
}

std::string compared_with(const MinimumOptions& options) {
  return options.target_accuracy ? "an accuracy of " + level(*options.target_accuracy)
                                 : "the same network with the full cube";
}

}  // namespace

std::vector<std::string> short_answers(const MinimumDataset& minimum, const Observations& observations) {
  std::vector<std::string> sentences = {formatted(
      "Enough means: at most %s below %s, with %g %% confidence.", points(minimum.options.margin).c_str(),
      compared_with(minimum.options).c_str(), 100 * minimum.options.confidence)};
  for (std::size_t variant = 0; variant < observations.variants.size(); ++variant) {
    for (std::size_t snr = 0; snr < observations.snrs.size(); ++snr) {
      if (observations.snrs[snr] == 0) continue;  // nothing to be learnt there: see the question about it
      // Architectures of which the same is said stand together.
      std::vector<std::pair<std::string, std::string>> groups;
      for (const MinimumAnswer& answer : minimum.whole) {
        if (answer.snr != snr || answer.variant != variant || answer.verdict == MinimumVerdict::NOT_TESTED)
          continue;
        const std::string what = said(answer, observations);
        const std::string& name = observations.architectures[answer.architecture];
        const auto same = std::find_if(groups.begin(), groups.end(),
                                       [&](const auto& group) { return group.second == what; });
        if (same == groups.end()) {
          groups.emplace_back(name, what);
        } else {
          same->first += ", " + name;
        }
      }
      std::string line;
      for (const auto& [names, what] : groups) line += (line.empty() ? "" : "; ") + names + ": " + what;
      if (line.empty()) continue;
      const std::string& setting = observations.variants[variant];
      sentences.push_back(snr_words(observations.snrs[snr]) + (setting.empty() ? "" : ", " + setting) +
                          " — " + line + ".");
    }
  }
  if (sentences.size() == 1) return {};
  if (sentences.size() > kMost) {
    const std::size_t more = sentences.size() - kMost;
    sentences.resize(kMost);
    sentences.push_back("… and " + std::to_string(more) + " more: see the first question.");
  }
  return sentences;
}

}  // namespace results
