#include <algorithm>
#include <complex>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/study_arguments.hpp"
#include "results/header.hpp"
#include "results/spectra_file.hpp"
#include "sim/spectra_dataset.hpp"
#include "sweep/grid.hpp"
#include "sweep/input_error.hpp"
#include "workers/dataset_settings.hpp"

namespace app {
namespace {

constexpr const char* kUsage = "gridsweep simulate STUDY --out FILE [key=value…]";
constexpr const char* kAbout =
    "Writes a study's spectra, whole and with their noise, to an HDF5 file that data.source can name: "
    "complex spectra,\n"
    "axes, labels, split and each sample's (Delta, tau). data.sampling is applied when the file is read, not "
    "here.\n"
    "A study with several SNRs or replicates needs one chosen: data.snr=100 replicate=1.";

/// The one dataset that all trials of the study share. Throws InputError naming a factor that must be fixed.
sweep::Settings dataset_settings(const sweep::Grid& grid) {
  for (const sweep::Factor& column : grid.columns()) {
    const bool decides = column.key != "data.sampling" &&
                         (column.key == "replicate" || column.key.starts_with("data.") ||
                          column.key.starts_with("cube.") || column.key.starts_with("physics."));
    if (decides && column.levels.size() > 1) {
      const std::string fixed = column.key == "replicate" ? "1" : column.levels.front().text();
      throw sweep::InputError("the study has " + std::to_string(column.levels.size()) + " levels of " +
                              column.key + ", and a file holds one dataset: choose one, such as " +
                              column.key + "=" + fixed);
    }
  }
  sweep::Settings settings = grid.settings(sweep::Row{0});
  settings.set("data.sampling", "full");
  return settings;
}

results::SpectraLabels labels_of(const sim::SpectraDataset& dataset) {
  results::SpectraLabels labels;
  labels.label = dataset.labels();
  for (std::int64_t i = 0; i < dataset.size(); ++i) {
    const auto sample = static_cast<std::size_t>(i);
    labels.delta_cm1.push_back(dataset.population().kubo(i).delta_cm1);
    labels.tau_ps.push_back(dataset.population().kubo(i).tau_ps);
    labels.split.push_back(dataset.splits()[sample] == sim::Split::TRAIN ? 0 : 1);
  }
  return labels;
}

}  // namespace

int simulate(const Words& words) {
  po::options_description options;
  options.add_options()("out,o", po::value<std::string>(), "the file to write");
  Arguments arguments(words, kUsage, kAbout, options);
  if (arguments.wants_help()) return DONE;
  if (!arguments.has("out")) throw sweep::InputError(std::string("missing --out FILE; usage: ") + kUsage);
  const std::string out = arguments.get<std::string>("out");
  const sweep::Study study = read_study(arguments);
  const sweep::Settings settings = dataset_settings(sweep::Grid(study));
  if (settings.text("data.source") != "simulated") {
    throw sweep::InputError("data.source is " + settings.text("data.source") +
                            ": only simulated spectra can be written");
  }
  if (std::filesystem::exists(out))
    throw sweep::InputError(out + ": is there already: move it away, or give another --out");

  const sim::SpectraDataset dataset(workers::spectra_config(settings, study.seed));
  const sim::Axes axes = dataset.config().cube.axes();
  const results::SpectraAxes file_axes{axes.waiting_times_ps, axes.frequencies_cm1, axes.pump_times_ps};
  std::printf("%s: %lld spectra of %zu x %zu x %zu complex numbers, %.3g GiB -> %s\n", study.name.c_str(),
              static_cast<long long>(dataset.size()), file_axes.waiting_time_ps.size(),
              file_axes.frequency_cm1.size(), file_axes.pump_time_ps.size(),
              static_cast<double>(dataset.size()) * static_cast<double>(file_axes.points()) * 8 / (1 << 30),
              out.c_str());

  // Under another name until it is whole, so that nobody trains on half a dataset.
  const std::string unfinished = out + ".new";
  auto file = results::SpectraFile::create(unfinished, file_axes, labels_of(dataset),
                                           {{"name", study.name},
                                            {"seed", study.seed},
                                            {"snr", settings.number("data.snr")},
                                            {"noise_sigma_per_part", dataset.noise_sigma() / dataset.scale()},
                                            {"settings", results::settings_text(settings)}});
  for (std::int64_t i = 0; i < dataset.size(); ++i) {
    const at::Tensor spectrum = dataset.complex_sample(i).contiguous();
    file.write_sample(
        static_cast<std::size_t>(i),
        {reinterpret_cast<const std::complex<float>*>(spectrum.data_ptr()), file_axes.points()});
  }
  file.close();
  std::filesystem::rename(unfinished, out);
  return DONE;
}

}  // namespace app
