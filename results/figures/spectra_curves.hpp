#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "results/figures/trial_group.hpp"

namespace results {

/// How training went, epoch by epoch, over the trials of an architecture, a sampling and an SNR.
struct SpectraCurves {
  static constexpr std::array kWhich = {sweep::Curve::TEST_ACCURACY, sweep::Curve::TRAIN_ACCURACY,
                                        sweep::Curve::TEST_LOSS, sweep::Curve::TRAIN_LOSS};
  struct Epoch {
    std::size_t epoch = 1;   // from 1
    std::size_t trials = 0;  // with a number
    double median = 0;
    double least = 0;
    double most = 0;
  };
  using Series = std::vector<Epoch>;  // epochs in which some trial was measured

  /// Whether some of its trials have curves.
  static bool are_in(const ResultsFile& file, const TrialGroup& group);
  static SpectraCurves of(const ResultsFile& file, const TrialGroup& group, std::size_t snr);

  std::array<Series, kWhich.size()> series;  // as in kWhich
  bool empty() const { return series[0].empty() && series[1].empty(); }
};

/// The curves of all groups, as comma-separated values.
std::string spectra_curves_numbers(const FigureSource& source, const TrialGroups& groups);

}  // namespace results
