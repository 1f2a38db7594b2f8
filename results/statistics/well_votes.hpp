#pragma once

#include <cstdint>
#include <vector>

namespace results {

/// What one trial's network said of a well, beside the truth.
enum class WellVote : std::uint8_t { NOT_USED, TRUE_NEGATIVE, FALSE_POSITIVE, FALSE_NEGATIVE, TRUE_POSITIVE };

/// By well, in the order of the results file's samples.
using WellVotes = std::vector<WellVote>;

/// How many wells got which vote; a well that was drawn twice counts twice.
struct VoteCounts {
  VoteCounts() = default;
  explicit VoteCounts(const WellVotes& votes) {
    for (const WellVote vote : votes) add(vote, 1);
  }
  void add(WellVote vote, double times);

  double wells() const { return positives() + negatives(); }
  double positives() const { return true_positive + false_negative; }
  double negatives() const { return true_negative + false_positive; }
  double right_share() const { return (true_positive + true_negative) / wells(); }
  /// The share that would be right, were votes drawn blindly, as many of them positive as there are.
  double chance_share() const;
  /// 2·TP / (2·TP + FP + FN); 0 if there is nothing positive at all.
  double f1() const;

  double true_negative = 0;
  double false_positive = 0;
  double false_negative = 0;
  double true_positive = 0;
};

}  // namespace results
