#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "results/answers/observations.hpp"
#include "results/results_file.hpp"
#include "results/statistics/binomial_test.hpp"
#include "results/statistics/dispersion.hpp"
#include "results/statistics/label_permutation.hpp"

namespace results {

enum class ChanceVerdict {
  CHANCE,               // nothing but chance is to be seen
  TEST_SET_IMBALANCED,  // accuracy is not 1/2, but no more than the test sets' balance and what the network
                        // prefers to say explain (half of it at least): it knows nothing of the samples
  BETTER_THAN_CHANCE,   // labels and predictions go together, as noise alone makes them in 5 % of studies at
                        // most (with those that are worse): look for a leak
  WORSE_THAN_CHANCE,    // labels and predictions avoid each other
  NOT_ONE_HALF          // accuracy is not 1/2, and there are no predictions to say why
};

/// One test set, as a trial saw it.
struct ChanceReplicate {
  double replicate = 0;
  CountOf right;
  /// From the stored predictions; total is 0 where there are none.
  CalledCounts called;
};

/// What trials on noise alone say, for one architecture, sampling and variant, over replicates.
struct ChanceCheck {
  // Places in the lists of Observations.
  std::size_t architecture = 0;
  std::size_t sampling = 0;
  std::size_t variant = 0;

  std::vector<ChanceReplicate> replicates;
  ExactShare right;              // pooled over replicates
  double p_half = 1;             // exact, two-sided, of `right` against 1/2
  Dispersion spread;             // of the replicates' right counts
  bool has_predictions = false;  // of every replicate; the rest is without meaning otherwise
  LabelPermutation permutation;
  ExactShare different;         // samples whose label is Different: 1/2 in a balanced test set
  ExactShare called_different;  // samples that the network calls Different
  double least_called = 0;      // share called Different in the replicate with fewest, and with most
  double most_called = 0;
  /// The accuracy that knowing nothing gives with these test sets and this preference. With balanced test
  /// sets it is 1/2, whatever the network prefers.
  double expected_accuracy = std::numeric_limits<double>::quiet_NaN();
  /// p of the verdict, adjusted by Holm over all checks of the file.
  double p_adjusted = 1;
  ChanceVerdict verdict = ChanceVerdict::CHANCE;
};

/// Trials at SNR 0 of a study. No checks: none were tried.
struct ChanceChecks {
  ChanceChecks(ResultsFile& file, const Observations& observations);
  /// Of checks in which only the replicates are set.
  explicit ChanceChecks(std::vector<ChanceCheck> measured);

  static constexpr double kSignificance = 0.05;
  std::vector<ChanceCheck> checks;

 private:
  void judge();
};

/// A published accuracy on noise alone, set against 1/2.
struct PublishedChance {
  const char* architecture = "";
  ExactShare right;
  double p_half = 1;
};
/// The report's two networks at SNR 0: 46.25 and 45.25 % of 400 test samples.
std::vector<PublishedChance> published_at_snr_zero();

}  // namespace results
