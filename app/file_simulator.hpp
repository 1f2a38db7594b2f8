#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "results/answers/simulator.hpp"
#include "results/results_file.hpp"
#include "sim/fisher_information.hpp"
#include "sim/spectra_dataset.hpp"
#include "sweep/grid.hpp"

namespace app {

/// What sim/ says of the trials of a results file, from the study that is in it.
class FileSimulator final : public results::Simulator {
 public:
  /// Throws sweep::InputError when the study in the file cannot be read.
  explicit FileSimulator(const results::ResultsFile& file);

  std::optional<results::DataFacts> facts(sweep::TrialId trial) const override;
  std::optional<results::SpectraPictures> pictures(sweep::TrialId trial) const override;
  std::optional<results::KeptTimes> kept_times(sweep::TrialId trial) const override;
  const sweep::Grid& grid() const { return grid_; }

 private:
  /// Nothing for a trial of another study, or whose data are not simulated.
  std::optional<sim::SpectraConfig> config_of(sweep::TrialId trial) const;
  std::optional<results::DataFacts> work_out(const sweep::Settings& settings) const;
  /// Of the points that the trial keeps, at SNR 1.
  sim::FisherInformation::Answer information(const sweep::Settings& settings,
                                             const sim::SpectraConfig& config) const;

  sweep::Study study_;
  sweep::Grid grid_;
  /// By what the facts depend on: trials that differ in other settings share them.
  mutable std::map<std::string, std::optional<results::DataFacts>> known_;
  /// By cube and physics, and by these and the sampling: all SNRs and populations share them.
  mutable std::map<std::string, std::unique_ptr<sim::FisherInformation>> spectra_;
  mutable std::map<std::string, sim::FisherInformation::Answer> subsets_;
};

}  // namespace app
