#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "results/results_file.hpp"
#include "results/wells/wells_trial.hpp"

namespace results {

/// A readout that was not studied, and why.
struct DroppedReadout {
  std::string readout;
  std::string reason;
};

/// What a results file of `task: wells` holds: its complete trials, by readout (cytokine), architecture and
/// augmentation, and what a reader has to know of the rest.
struct WellsStudy {
  /// Whether the file is of such a study, with more than one readout.
  static bool is_in(const ResultsFile& file);
  /// Throws InputError for another file.
  explicit WellsStudy(const ResultsFile& file);

  /// Complete trials of a readout and an architecture, by their places.
  std::vector<const WellsTrial*> cell(std::size_t readout, std::size_t architecture, Labels labels) const;
  bool is_random(std::size_t architecture) const { return random_backbone[architecture]; }

  // Levels in the order of the study file; printable.
  std::vector<std::string> readouts;
  std::vector<std::string> architectures;
  std::vector<std::string> augmentations;
  std::vector<bool> random_backbone;  // by architecture: whether some trial's ViT had no weights file
  std::vector<WellsTrial> trials;
  std::vector<DroppedReadout> dropped;  // readouts without any complete trial of measured labels
  bool permuted_throughout = false;     // no label is measured: trials count as if they were
  bool leaks = false;                   // the trials are of a protocol that leaks
  std::size_t left_out = 0;             // complete trials of leaky protocols beside others that do not leak
  std::vector<std::string> pooled;      // other factors that vary
  std::size_t rows = 0;                 // trials of the study
  std::size_t ended = 0;                // of them: complete or pruned
};

}  // namespace results
