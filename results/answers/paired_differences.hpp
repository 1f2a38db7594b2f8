#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "results/answers/observations.hpp"
#include "results/statistics/paired_t.hpp"

namespace results {

/// What is compared: an architecture, on the data that the other one has too, or on a sampling of its own.
struct Arm {
  std::size_t architecture = 0;         // place in Observations
  std::optional<std::size_t> sampling;  // nothing: the same as the other arm's
  bool operator==(const Arm&) const = default;
};

using ArmPair = std::pair<Arm, Arm>;

/// Where two arms were compared. Places in Observations.
struct ComparedCell {
  std::size_t snr = 0;
  std::size_t sampling_a = 0;
  std::size_t sampling_b = 0;  // differs from a's only where the arms have samplings of their own
  std::size_t variant = 0;
  bool operator==(const ComparedCell&) const = default;
};

/// The accuracy of one arm minus that of another: fractions.
struct PairedDifference {
  Arm a;
  Arm b;
  std::vector<ComparedCell> cells;  // one; or all that the mean is over
  std::vector<double> replicates;   // which ones: in all of these cells both have them
  // Beyond these, that the mean could be over if nothing were missing.
  std::size_t cells_left_out = 0;
  std::size_t replicates_left_out = 0;
  double mean_a = std::numeric_limits<double>::quiet_NaN();
  double mean_b = std::numeric_limits<double>::quiet_NaN();
  PairedT test;
  double p_holm = std::numeric_limits<double>::quiet_NaN();  // adjusted over its family
  /// What a difference has to be to be found with so many replicates, scatter and comparisons: the least
  /// that survives Holm's first step.
  double least_detectable = std::numeric_limits<double>::quiet_NaN();
};

/// How architectures compare, over replicates. Arms are architectures on the same data; two architectures
/// that have no data in common (a teacher that sees all, a student that sees every tenth) are compared on
/// what each of them has, at the same SNR and variant.
///
/// Two families, each corrected by Holm over all of its comparisons: `pooled` and `by_cell`. Intervals are of
/// each difference alone, not simultaneous.
struct PairedDifferences {
  /// Every pair of architectures.
  static PairedDifferences of(const Observations& observations);
  /// Pairs of arms of your own.
  static PairedDifferences of(const Observations& observations, const std::vector<ArmPair>& arms);

  /// A line per pair of arms: the difference is averaged over cells within a replicate, then over replicates.
  /// Where trials are missing it is over those cells and replicates that are complete together and are most
  /// (cells times replicates: CompleteBlock).
  std::vector<PairedDifference> pooled;
  /// A line per pair of arms and cell. Comparisons with fewer than two replicates have no p and are in no
  /// family.
  std::vector<PairedDifference> by_cell;
};

}  // namespace results
