#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "results/answers/observations.hpp"
#include "results/results_file.hpp"
#include "sweep/grid.hpp"

namespace results {

/// What figures are drawn from: a results file, and what only the program knows of its study.
class FigureSource {
 public:
  /// Of the file alone: no bounds of what is possible, nothing of who waits for whom.
  FigureSource(const ResultsFile& file);  // NOLINT(google-explicit-constructor): a file is a source
  /// Keeps references.
  FigureSource(const ResultsFile& file, const Simulator& simulator, const sweep::Grid& grid);

  const ResultsFile& file() const { return *file_; }
  const Simulator& simulator() const { return *simulator_; }
  bool is_spectra() const { return file_->header().task == "spectra"; }
  /// Made when they are first asked for. Throws InputError for a file of another task.
  const Observations& observations() const;
  /// What the study's own answer calls enough data: a sampling per architecture and SNR, by their places in
  /// observations(); and how that was found, one sentence.
  struct Enough {
    std::size_t architecture = 0;
    std::size_t snr = 0;
    std::size_t sampling = 0;
  };
  void mark_enough(std::vector<Enough> enough, const std::string& how);
  const std::vector<Enough>& enough() const { return enough_; }
  const std::string& how_enough() const { return how_enough_; }
  /// The trial whose logits the trial is distilled from, where that is known.
  std::optional<sweep::TrialId> teacher_of(sweep::TrialId trial) const;

 private:
  const ResultsFile* file_;
  const Simulator* simulator_;
  const sweep::Grid* grid_ = nullptr;
  std::vector<Enough> enough_;
  std::string how_enough_;
  mutable std::optional<Observations> observations_;
};

}  // namespace results
