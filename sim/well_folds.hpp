#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/binarisation.hpp"

namespace sim {

enum class Balance { WELLS, NONE };
enum class Labels { MEASURED, PERMUTED };

/// How wells are labelled, split and left out.
struct WellRules {
  Binarisation binarisation;
  Balance balance = Balance::WELLS;
  Labels labels = Labels::MEASURED;
  std::size_t least_wells = 15;    // after balancing the plate's own classes; a readout with fewer is dropped
  double validation_fraction = 0;  // of each class of a fold's training wells; 0: no validation wells
  std::uint64_t key_split = 0;
  std::uint64_t key_balance = 0;
  std::uint64_t key_permutation = 0;
};

struct LabelledWell {
  std::size_t well;
  std::uint8_t label;
  bool operator==(const LabelledWell&) const = default;
};

/// The wells of one of two fits, each list in order of wells.
struct FoldWells {
  std::vector<LabelledWell> train;
  std::vector<LabelledWell> validation;
  std::vector<LabelledWell> test;
  double threshold = 0;  // above it a well is positive: fitted on training and validation wells
};

/// A readout's wells in two folds: those tested in one are learned from in the other.
///
/// Wells are halved so that both halves hold as many of each class, and as alike values, as can be. Each fold
/// then fits its threshold on its learning half (before anything is left out) and labels both halves by it.
/// Balancing leaves wells of the larger class out, half by half, until the classes differ by one at most
/// where they differed by more. Everything is drawn from keys and wells alone: no choice of architecture or
/// augmentation changes it.
struct WellFolds {
  std::array<FoldWells, 2> folds;
  std::string dropped_because;  // empty: the readout can be used

  /// `values` by well: NaN where a well has no image or no readout; ±∞ outside the limits of detection.
  static WellFolds choose(std::span<const double> values, const WellRules& rules);

  /// Wells that are tested.
  std::size_t wells() const { return folds[0].test.size() + folds[1].test.size(); }
};

}  // namespace sim
