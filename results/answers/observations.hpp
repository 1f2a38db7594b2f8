#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "results/answers/simulator.hpp"
#include "results/results_file.hpp"

namespace results {

/// A trial of spectra, as the answers look at it: one measured accuracy. Accuracies are fractions.
struct Observation {
  sweep::Row row;
  // Places in the lists of Observations.
  std::size_t architecture = 0;
  std::size_t snr = 0;
  std::size_t sampling = 0;
  std::size_t variant = 0;
  double replicate = 0;
  double accuracy = std::numeric_limits<double>::quiet_NaN();      // of the test samples
  double test_samples = std::numeric_limits<double>::quiet_NaN();  // how many these were
  /// What the best decision would reach on these data (DataFacts); NaN where it is not known.
  double best_accuracy = std::numeric_limits<double>::quiet_NaN();
  double best_accuracy_estimated = std::numeric_limits<double>::quiet_NaN();
};

/// The trials of a file of spectra. Trials of the same replicate have the same samples, noise and split,
/// whatever else differs, and different replicates have nothing in common: differences within a replicate are
/// paired, and replicates are independent.
struct Observations {
  /// A data.sampling level; where the cube varies, of one cube.
  struct Sampling {
    std::string text;
    /// Real numbers in the full spectrum / real numbers kept; NaN where no trial has told it yet.
    double reduction = std::numeric_limits<double>::quiet_NaN();
    std::optional<DataFacts> facts = std::nullopt;
    /// Levels that make the cube, where they vary: "cube.frequencies 64".
    std::string cube = "";
    bool is_full() const { return reduction < 1.000001; }
  };

  /// None, to be filled by hand.
  Observations() = default;
  /// Throws InputError for a file of another task.
  Observations(const ResultsFile& file, const Simulator& simulator);

  std::vector<Observation> trials;  // complete, in the order of the file
  std::vector<Observation> open;    // not complete (waiting, pruned, failed): no accuracy
  // Levels in the order of the file; a single one where the setting does not vary.
  std::vector<std::string> architectures;
  std::vector<double> snrs;
  std::vector<Sampling> samplings;
  /// Every combination of levels of the other factors but replicate ("data.limit_percent 20, …"); a single
  /// empty text where there are none.
  std::vector<std::string> variants;
};

}  // namespace results
