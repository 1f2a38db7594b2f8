#include "app/file_simulator.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "app/spectra_pictures.hpp"
#include "app/study_of_file.hpp"
#include "sim/spectra_dataset.hpp"
#include "sweep/setting_key.hpp"
#include "workers/dataset_settings.hpp"

namespace app {
namespace {

/// The settings whose names start with one of these, as one text.
std::string text_of(const sweep::Settings& settings, std::initializer_list<std::string_view> starts) {
  std::string text;
  for (const sweep::SettingKey& key : sweep::setting_keys()) {
    if (!key.is_of(settings.task())) continue;
    const bool concerns =
        std::any_of(starts.begin(), starts.end(), [&](auto start) { return key.name.starts_with(start); });
    if (concerns) text += std::string(key.name) + "=" + settings[std::string(key.name)].text() + "\n";
  }
  return text;
}

/// Everything that the data of a trial depend on, but for which of equal draws they are.
std::string data_of(const sweep::Settings& settings) {
  return text_of(settings, {"data.", "cube.", "physics."});
}

results::KeptPoints kept(const std::vector<std::int64_t>& points, std::int64_t of) {
  return {points.size(), static_cast<std::size_t>(of)};
}

}  // namespace

FileSimulator::FileSimulator(const results::ResultsFile& file)
    : study_(study_of_file(file.header(), file.path())), grid_(study_) {}

std::optional<results::DataFacts> FileSimulator::facts(sweep::TrialId trial) const {
  const std::optional<sweep::Settings> settings = settings_of(trial);
  if (!settings) return std::nullopt;
  const auto [at, is_new] = known_.try_emplace(data_of(*settings));
  if (is_new) at->second = work_out(*settings);
  return at->second;
}

std::optional<sweep::Settings> FileSimulator::settings_of(sweep::TrialId trial) const {
  if (study_.task != sweep::Task::SPECTRA) return std::nullopt;
  const std::optional<sweep::Row> row = grid_.find(trial);
  if (!row) return std::nullopt;
  sweep::Settings settings = grid_.settings(*row);
  if (settings.text("data.source") != "simulated") return std::nullopt;
  return settings;
}

std::optional<sim::SpectraConfig> FileSimulator::config_of(sweep::TrialId trial) const {
  const std::optional<sweep::Settings> settings = settings_of(trial);
  if (!settings) return std::nullopt;
  return workers::spectra_config(*settings, study_.seed);
}

std::optional<results::SpectraPictures> FileSimulator::pictures(sweep::TrialId trial) const {
  const std::optional<sim::SpectraConfig> config = config_of(trial);
  if (!config) return std::nullopt;
  try {
    return spectra_pictures(*config);
  } catch (const std::invalid_argument&) {
    return std::nullopt;  // as for the limit
  }
}

std::optional<results::KeptTimes> FileSimulator::kept_times(sweep::TrialId trial) const {
  const std::optional<sim::SpectraConfig> config = config_of(trial);
  if (!config) return std::nullopt;
  return app::kept_times(*config);
}

results::DataFacts FileSimulator::work_out(const sweep::Settings& settings) const {
  const sim::SpectraConfig config = workers::spectra_config(settings, study_.seed);
  const sim::Axes axes = config.cube;
  results::DataFacts facts;
  facts.waiting_times = kept(config.sampling.waiting_times, axes.waiting_times());
  facts.pump_times = kept(config.sampling.pump_times, axes.pump_times());
  facts.frequencies = kept(config.sampling.frequencies, axes.frequencies());
  facts.parts = {static_cast<std::size_t>(config.sampling.part_count()), 2};
  try {
    const sim::AccuracyLimit::Answer limit = this->limit(settings, config).at(config.sampling, config.snr);
    facts.best_accuracy = limit.known;
    facts.best_accuracy_estimated = limit.estimated;
  } catch (const std::invalid_argument&) {
    // Physics that can't be simulated: its trials have failed, and there is no limit to tell.
  }
  return facts;
}

sim::AccuracyLimit& FileSimulator::limit(const sweep::Settings& settings,
                                         const sim::SpectraConfig& config) const {
  std::unique_ptr<sim::AccuracyLimit>& limit =
      limits_[text_of(settings, {"cube.", "physics.", "data.threshold", "data.limit", "data.difference"})];
  if (!limit) limit = std::make_unique<sim::AccuracyLimit>(config.cube, config.physics, config.population);
  return *limit;
}

}  // namespace app
