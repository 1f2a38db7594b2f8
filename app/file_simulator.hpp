#pragma once

#include <map>
#include <memory>
#include <string>

#include "results/answers/simulator.hpp"
#include "results/results_file.hpp"
#include "sim/accuracy_limit.hpp"
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
  std::optional<sweep::Settings> settings_of(sweep::TrialId trial) const;
  std::optional<sim::SpectraConfig> config_of(sweep::TrialId trial) const;
  results::DataFacts work_out(const sweep::Settings& settings) const;
  sim::AccuracyLimit& limit(const sweep::Settings& settings, const sim::SpectraConfig& config) const;

  sweep::Study study_;
  sweep::Grid grid_;
  /// By what the facts depend on: trials that differ in other settings share them.
  mutable std::map<std::string, results::DataFacts> known_;
  /// By cube, physics and population: all SNRs and samplings share them.
  mutable std::map<std::string, std::unique_ptr<sim::AccuracyLimit>> limits_;
};

}  // namespace app
