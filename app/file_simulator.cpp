#include "app/file_simulator.hpp"

#include "app/study_of_file.hpp"
#include "sim/spectra_dataset.hpp"
#include "sweep/setting_key.hpp"
#include "workers/dataset_settings.hpp"

namespace app {
namespace {

/// Everything that the data of a trial depend on, but for which of equal draws they are.
std::string data_of(const sweep::Settings& settings) {
  std::string text;
  for (const sweep::SettingKey& key : sweep::setting_keys()) {
    if (!key.is_of(settings.task())) continue;
    const bool concerns =
        key.name.starts_with("data.") || key.name.starts_with("cube.") || key.name.starts_with("physics.");
    if (concerns) text += std::string(key.name) + "=" + settings[std::string(key.name)].text() + "\n";
  }
  return text;
}

results::KeptPoints kept(const std::vector<std::int64_t>& points, std::int64_t of) {
  return {points.size(), static_cast<std::size_t>(of)};
}

}  // namespace

FileSimulator::FileSimulator(const results::ResultsFile& file)
    : study_(study_of_file(file.header(), file.path())), grid_(study_) {}

std::optional<results::DataFacts> FileSimulator::facts(sweep::TrialId trial) const {
  if (study_.task != sweep::Task::SPECTRA) return std::nullopt;
  const std::optional<sweep::Row> row = grid_.find(trial);
  if (!row) return std::nullopt;
  const sweep::Settings settings = grid_.settings(*row);
  const auto [at, is_new] = known_.try_emplace(data_of(settings));
  if (is_new) at->second = work_out(settings);
  return at->second;
}

std::optional<results::DataFacts> FileSimulator::work_out(const sweep::Settings& settings) const {
  if (settings.text("data.source") != "simulated") return std::nullopt;
  const sim::SpectraConfig config = workers::spectra_config(settings, study_.seed);
  const sim::Axes axes = config.cube;
  results::DataFacts facts;
  facts.waiting_times = kept(config.sampling.waiting_times, axes.waiting_times());
  facts.pump_times = kept(config.sampling.pump_times, axes.pump_times());
  facts.frequencies = kept(config.sampling.frequencies, axes.frequencies());
  facts.parts = {static_cast<std::size_t>(config.sampling.part_count()), 2};
  return facts;
}

}  // namespace app
