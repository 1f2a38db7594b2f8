#include <complex>
#include <cstdio>
#include <filesystem>

#include "app/simulate_data.hpp"
#include "results/header.hpp"
#include "results/spectra_file.hpp"
#include "sim/spectra_dataset.hpp"
#include "workers/dataset_settings.hpp"

namespace app {
namespace {

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

void simulate_spectra(const sweep::Study& study, const sweep::Settings& settings, const std::string& out) {
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
}

}  // namespace app
