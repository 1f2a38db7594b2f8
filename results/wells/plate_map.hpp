#pragma once

#include <string>
#include <vector>

#include "results/wells/readout_ranking.hpp"
#include "results/wells/well_place.hpp"
#include "results/wells/wells_study.hpp"

namespace results {

/// What plot's --readout and --architecture say; empty: the best ranked readout, its best architecture.
struct Wish {
  std::string readout;
  std::string architecture;
};

/// What is known and what was predicted of one readout, well by well.
struct PlateMap {
  struct Well {
    WellPlace place;
    bool used = false;
    bool positive = false;
    double probability = 0;  // of being positive: mean over trials of the softmax of the logits
  };
  struct Plate {
    std::string name;
    std::vector<Well> wells;
  };

  /// Throws InputError for a readout or architecture that the study does not have, with the nearest, or that
  /// has no predictions.
  static PlateMap of(const ResultsFile& file, const WellsStudy& study, const Wish& wish);
  /// Whether the file's samples are wells.
  static bool has_wells(const ResultsFile& file);

  std::vector<Plate> plates;
  int rows = 8;  // of every plate: 8 x 12, 16 x 24 or 32 x 48
  int columns = 12;
  RankedReadout ranked;  // the readout's place in the ranking, whatever architecture is shown
  std::size_t architecture = 0;
  std::size_t trials = 0;
  std::size_t used = 0;
  std::size_t right = 0;  // wells whose probability is on the right side of one half
};

}  // namespace results
