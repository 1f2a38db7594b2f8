#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/statistics/friedman.hpp"
#include "results/wells/wells_study.hpp"

namespace results {

/// What is compared within readouts.
enum class Treatment { AUGMENTATION, ARCHITECTURE };

/// F1 of every readout under every augmentation (or architecture), and whether these differ. A readout's
/// number is the mean over the architectures (or augmentations) that have been tried with all of them, and
/// over replicates; a readout without any such is left out.
struct PairedScores {
  struct Pair {
    std::size_t first = 0;  // places in names
    std::size_t second = 0;
    double p = 1;  // Wilcoxon's signed-rank test, adjusted over pairs by Holm
  };

  static PairedScores of(const WellsStudy& study, Treatment treatment);

  /// Of one treatment, by readout.
  std::vector<double> column(std::size_t treatment) const;

  std::vector<std::string> names;       // of the treatments, in the order of the study file
  std::vector<std::size_t> readouts;    // places in the study's list
  std::vector<std::vector<double>> f1;  // [readout][treatment]
  std::size_t left_out = 0;             // readouts with trials, but not under all treatments
  double always_positive_f1 = 0;        // mean over readouts; NaN if not known
  Friedman friedman;
  std::vector<Pair> pairs;
};

}  // namespace results
