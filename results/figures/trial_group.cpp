#include "results/figures/trial_group.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "results/answers/wording.hpp"

namespace results {

std::string TrialGroup::title(const Observations& observations) const {
  const auto& kept = observations.samplings[sampling];
  return observations.architectures[architecture] +
         (kept.is_full() ? ", full" : ", reduction " + reduction_words(kept.reduction)) +
         (kept.cube.empty() ? "" : ", " + kept.cube);
}

TrialGroups::TrialGroups(const Observations& observations, std::size_t most,
                         const std::function<bool(const TrialGroup&)>& keep)
    : snrs(observations.snrs) {
  std::sort(snrs.begin(), snrs.end(), std::greater<>());
  std::map<std::pair<std::size_t, std::size_t>, TrialGroup> groups;  // by architecture and sampling
  for (const Observation& trial : observations.trials) {
    const auto at = std::find(snrs.begin(), snrs.end(), observations.snrs[trial.snr]);
    TrialGroup& group = groups[{trial.architecture, trial.sampling}];
    group.architecture = trial.architecture;
    group.sampling = trial.sampling;
    group.by_snr.resize(snrs.size());
    group.by_snr[static_cast<std::size_t>(at - snrs.begin())].push_back(&trial);
  }
  for (auto& [place, group] : groups) {
    if (keep(group)) all.push_back(std::move(group));
  }
  const auto reduction = [&](const TrialGroup& group) {
    return observations.samplings[group.sampling].reduction;
  };
  std::stable_sort(all.begin(), all.end(), [&](const TrialGroup& a, const TrialGroup& b) {
    return a.architecture < b.architecture ||
           (a.architecture == b.architecture && reduction(a) < reduction(b));
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool first = i == 0 || all[i - 1].architecture != all[i].architecture;
    const bool last = i + 1 == all.size() || all[i + 1].architecture != all[i].architecture;
    if (all.size() <= most || first || last) shown.push_back(all[i]);
  }
  if (shown.size() > most) shown.resize(most);
}

std::string TrialGroups::left_out() const {
  if (shown.size() == all.size()) return "";
  return "Shown are " + std::to_string(shown.size()) + " of " + std::to_string(all.size()) +
         " combinations of architecture and sampling: of each architecture the least and the most reduced; "
         "all "
         "are in the numbers (--data).";
}

}  // namespace results
