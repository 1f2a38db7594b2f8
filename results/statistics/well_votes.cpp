#include "results/statistics/well_votes.hpp"

namespace results {

void VoteCounts::add(WellVote vote, double times) {
  switch (vote) {
    case WellVote::NOT_USED:
      return;
    case WellVote::TRUE_NEGATIVE:
      true_negative += times;
      return;
    case WellVote::FALSE_POSITIVE:
      false_positive += times;
      return;
    case WellVote::FALSE_NEGATIVE:
      false_negative += times;
      return;
    case WellVote::TRUE_POSITIVE:
      true_positive += times;
      return;
  }
}

double VoteCounts::chance_share() const {
  const double positive = positives() / wells();
  const double called_positive = (true_positive + false_positive) / wells();
  return positive * called_positive + (1 - positive) * (1 - called_positive);
}

double VoteCounts::f1() const {
  const double called_or_positive = 2 * true_positive + false_positive + false_negative;
  return called_or_positive == 0 ? 0 : 2 * true_positive / called_or_positive;
}

}  // namespace results
