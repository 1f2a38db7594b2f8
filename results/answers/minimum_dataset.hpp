#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "results/answers/observations.hpp"
#include "results/statistics/crossing.hpp"
#include "results/statistics/drop_test.hpp"

namespace results {

enum class MinimumVerdict {
  NOT_TESTED,   // nothing to compare with, or nothing to compare
  NOT_REACHED,  // even the smallest reduction tested is shown to be too much
  UNDECIDED,    // the smallest reduction is not shown to be enough, nor all of them to be too much
  ENOUGH,       // some reductions are shown to be enough, the larger ones are not
  AT_LEAST      // every reduction tested is shown to be enough: the largest is a lower limit
};

/// What the cube may be thinned along.
enum class CubeAxis { WAITING_TIMES, PUMP_TIMES, FREQUENCIES, PARTS };

/// What accuracies are compared with: the first of these that there is, but for a given one.
enum class ReferenceKind {
  NONE,
  OWN,             // of the same architecture, with the full cube (along an axis: with most of its points)
  TEACHER,         // the teacher's with the full cube, as this architecture was not tried with it
  BEST_WITH_FULL,  // the best of the architectures that were tried with the full cube
  GIVEN            // the user's number
};

struct MinimumOptions {
  /// What may be lost: a fraction of the test samples (0.02: two points of accuracy).
  double margin = 0.02;
  /// Of every claim "enough" and "too small", one-sided.
  double confidence = 0.95;
  /// To be compared with instead of an accuracy measured with the full cube.
  std::optional<double> target_accuracy = std::nullopt;

  DropTestOptions test() const { return {margin, confidence}; }
};

struct MinimumReference {
  ReferenceKind kind = ReferenceKind::NONE;
  // Places in the lists of Observations; without meaning for NONE and GIVEN, but that `sampling` is what an
  // answer along an axis starts from.
  std::size_t architecture = 0;
  std::size_t sampling = 0;
  std::size_t replicates = 0;
  double accuracy = std::numeric_limits<double>::quiet_NaN();  // mean over replicates
};

/// One data.sampling level that was tried.
struct MinimumLevel {
  std::size_t sampling = 0;  // place in Observations::samplings
  double reduction = 1;      // of the full cube
  KeptPoints kept;           // of the axis, in an answer along an axis
  std::size_t replicates = 0;
  double accuracy = std::numeric_limits<double>::quiet_NaN();  // mean over replicates
  double fitted = std::numeric_limits<double>::quiet_NaN();    // by the falling fit
  DropTest test;                                               // its own, before the sequence
};

/// How small the data may be, for one SNR, architecture and variant.
struct MinimumAnswer {
  // Places in the lists of Observations.
  std::size_t architecture = 0;
  std::size_t snr = 0;
  std::size_t variant = 0;
  /// Along one axis, all else as in `reference.sampling` (or with it unset: the whole cube).
  std::optional<CubeAxis> axis = std::nullopt;
  /// Along an axis: whether all else is the full cube's.
  bool from_full_cube = true;

  MinimumVerdict verdict = MinimumVerdict::NOT_TESTED;
  MinimumReference reference;
  /// From little reduction to much, without the reference.
  std::vector<MinimumLevel> levels;
  /// Places in `levels`: the most reduced one shown to be enough (with all before it), the least reduced one
  /// shown to be too small (with all behind it), and the most reduced one that is enough by the falling fit:
  /// the best guess, without confidence. What lies between the first two is undecided.
  std::optional<std::size_t> enough = std::nullopt;
  std::optional<std::size_t> too_small = std::nullopt;
  std::optional<std::size_t> estimated = std::nullopt;
  /// The reduction at which the fit loses the margin; along an axis the reduction of that axis. Infinity:
  /// more than tested; 0: less.
  Crossing crossing;
  /// How many replicates would probably decide the first undecided level; 0 where none is undecided, or where
  /// nothing is known of the spread (a single replicate).
  double replicates_needed = 0;
};

struct MinimumDataset {
  /// Throws std::invalid_argument for a margin or a confidence that is not inside (0, 1).
  MinimumDataset(const Observations& observations, const MinimumOptions& options = {});

  MinimumOptions options;
  /// In the order of SNRs, architectures and variants, for every combination that has trials. Not at SNR 0,
  /// where there is nothing to lose: see ChanceChecks.
  std::vector<MinimumAnswer> whole;
  /// The same along each axis that some sampling thins.
  std::vector<MinimumAnswer> along_axes;
};

}  // namespace results
