#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "results/figures/trial_group.hpp"

namespace results {

/// What a trial's network said of the test samples.
struct TestVotes {
  /// Empty where the record has no predictions.
  static TestVotes of(const ResultsFile& file, sweep::Row row);

  std::vector<double> scores;            // logit of Different less that of Same
  std::vector<unsigned char> different;  // the truth
};

/// Counts by truth and prediction; a tie is a Same, as in the test accuracy.
struct Confusion {
  void add(const TestVotes& votes);
  std::size_t of(std::size_t truth) const { return count[truth][0] + count[truth][1]; }

  std::array<std::array<std::size_t, 2>, 2> count{};  // [truth][prediction]: 0 Same, 1 Different
  std::size_t trials = 0;
};

/// Whether some trial of the group has predictions.
bool has_votes(const ResultsFile& file, const TrialGroup& group);

}  // namespace results
