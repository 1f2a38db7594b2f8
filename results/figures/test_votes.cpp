#include "results/figures/test_votes.hpp"

namespace results {

TestVotes TestVotes::of(const ResultsFile& file, sweep::Row row) {
  TestVotes votes;
  if (file.shape().samples == 0 || file.shape().classes != 2) return votes;
  const sweep::Predictions predictions = file.read(row).predictions;
  for (std::size_t i = 0; i < predictions.labels.size(); ++i) {
    if (predictions.splits[i] != static_cast<std::uint8_t>(sweep::SplitCode::TEST)) continue;
    votes.scores.push_back(static_cast<double>(predictions.logits[2 * i + 1]) -
                           static_cast<double>(predictions.logits[2 * i]));
    votes.different.push_back(predictions.labels[i] != 0 ? 1 : 0);
  }
  return votes;
}

void Confusion::add(const TestVotes& votes) {
  if (votes.scores.empty()) return;
  ++trials;
  for (std::size_t i = 0; i < votes.scores.size(); ++i)
    ++count[votes.different[i]][votes.scores[i] > 0 ? 1 : 0];
}

bool has_votes(const ResultsFile& file, const TrialGroup& group) {
  for (const auto& trials : group.by_snr) {
    for (const Observation* trial : trials) {
      if (!TestVotes::of(file, trial->row).scores.empty()) return true;
    }
  }
  return false;
}

}  // namespace results
