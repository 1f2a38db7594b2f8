#include "app/open_dataset.hpp"

#include <stdexcept>
#include <string>

#include "app/open_wells.hpp"
#include "results/spectra_file.hpp"
#include "sim/measured_spectra.hpp"
#include "sweep/random_key.hpp"

namespace app {
namespace {

constexpr std::int64_t kBytesPerMib = 1 << 20;

std::optional<std::vector<sim::Split>> splits_of(const results::SpectraLabels& labels) {
  if (labels.split.empty()) return std::nullopt;
  std::vector<sim::Split> splits;
  for (const std::uint8_t split : labels.split)
    splits.push_back(split == 0 ? sim::Split::TRAIN : sim::Split::TEST);
  return splits;
}

std::shared_ptr<sim::MeasuredSpectra> open_file(const std::string& path, const sweep::Settings& settings,
                                                std::uint64_t seed) {
  const auto file = std::make_shared<results::SpectraFile>(results::SpectraFile::open(path));
  const auto replicate = static_cast<std::uint64_t>(settings.integer("replicate"));
  const sim::Axes axes{file->axes().frequency_cm1, file->axes().pump_time_ps, file->axes().waiting_time_ps};
  const sim::MeasuredConfig config{.axes = axes,
                                   .labels = file->labels().label,
                                   .sampling = workers::sampling_of(settings["data.sampling"], axes),
                                   .snr = settings.number("data.snr"),
                                   .normalisation = workers::normalisation_of(settings),
                                   .splits = splits_of(file->labels()),
                                   .train_share = settings.number("data.train_fraction"),
                                   .key_noise = sweep::random_key(seed, replicate, "noise"),
                                   .key_split = sweep::random_key(seed, replicate, "split"),
                                   .peak = std::nullopt};
  return std::make_shared<sim::MeasuredSpectra>(
      config, [file, path](std::int64_t sample, std::span<std::complex<float>> spectrum) {
        try {
          file->read_sample(static_cast<std::size_t>(sample), spectrum);
        } catch (const std::runtime_error& error) {
          throw std::runtime_error(path + ": sample " + std::to_string(sample) +
                                   " cannot be read: " + error.what());
        }
      });
}

template <class Spectra>
std::shared_ptr<sim::Dataset> with_cache(std::shared_ptr<Spectra> spectra, const sweep::Settings& settings) {
  spectra->cache(settings.integer("run.cache_mib") * kBytesPerMib);
  return spectra;
}

}  // namespace

workers::OpenDataset dataset_opener(std::uint64_t seed) {
  const auto wells = std::make_shared<WellsOpener>(seed);
  return [seed, wells](const sweep::Settings& settings) -> std::shared_ptr<sim::Dataset> {
    if (settings.task() == sweep::Task::WELLS) return wells->open(settings);
    const std::string& source = settings.text("data.source");
    if (source != "simulated") return with_cache(open_file(source, settings, seed), settings);
    return with_cache(std::make_shared<sim::SpectraDataset>(workers::spectra_config(settings, seed)),
                      settings);
  };
}

}  // namespace app
