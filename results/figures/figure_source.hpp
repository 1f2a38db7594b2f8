#pragma once

#include <optional>

#include "results/answers/minimum_dataset.hpp"
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
  /// The same without what is possible, which takes time to work out.
  const Observations& measured() const;
  /// What is called enough data. Before minimum() is asked for.
  void set_minimum_options(const MinimumOptions& options) { minimum_options_ = options; }
  /// How small the data may be; made when it is first asked for.
  const MinimumDataset& minimum() const;
  /// The trial whose logits the trial is distilled from, where that is known.
  std::optional<sweep::TrialId> teacher_of(sweep::TrialId trial) const;

 private:
  const ResultsFile* file_;
  const Simulator* simulator_;
  const sweep::Grid* grid_ = nullptr;
  MinimumOptions minimum_options_;
  mutable std::optional<Observations> observations_;
  mutable std::optional<Observations> measured_;
  mutable std::optional<MinimumDataset> minimum_;
};

}  // namespace results
