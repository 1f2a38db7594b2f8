#include "sim/spectra_dataset.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "gpu/current_stream.hpp"
#include "sim/clean_bound.hpp"
#include "sim/clean_cube.hpp"
#include "sim/detection_time.hpp"
#include "sim/write_pictures.hpp"
#ifdef GRIDSWEEP_HAS_CUDA
#include "sim/cuda/picture_kernel.hpp"
#endif

namespace sim {

SpectraDataset::SpectraDataset(const SpectraConfig& config)
    : config_(config),
      axes_(config.cube.axes()),
      population_(config.population, config.key_samples),
      splits_(stratified_split(population_.labels(), config.key_split, config.train_share)) {
  config_.physics.validate();
  config_.sampling.validate(axes_);
  check_snr(config_.snr);
}

std::array<std::int64_t, 3> SpectraDataset::sample_shape() const { return picture_shape(config_.sampling); }

void SpectraDataset::cache(std::int64_t byte_limit) {
  cache_.reset();
  if (picture_bytes(size(), sample_shape()) <= static_cast<double>(byte_limit))
    cache_ = std::make_unique<PictureCache>(size(), sample_shape());
}

at::Tensor SpectraDataset::batch(std::span<const std::int64_t> samples, at::Device device) const {
  check_samples(samples, size());
  if (!cache_) return make(samples, device);
  return cache_->batch(samples, device, [this](auto missing, at::Device d) { return make(missing, d); });
}

at::Tensor SpectraDataset::make(std::span<const std::int64_t> samples, at::Device device) const {
  if (gpu::runs_kernels(device)) return device_pictures(device).batch(samples);
  const PictureScaling scaling = this->scaling();
  const auto [channels, rows, columns] = sample_shape();
  const auto count = static_cast<std::int64_t>(samples.size());
  const auto options = at::TensorOptions().dtype(at::kFloat);
  std::vector<SeparableSpectrum> spectra(samples.size());
  if (scaling.gain > 0) spectra = series().expand(components(samples));

  if (scaling.sigma == 0 && !device.is_cpu()) {
    const at::Tensor pictures = at::empty({count, channels, rows, columns}, options.device(device));
    for (std::int64_t i = 0; i < count; ++i)
      pictures.select(0, i).copy_(
          picture_on_device(spectra[i], config_.sampling, scaling.gain, at::kFloat, device));
    return pictures;
  }

  const at::Tensor pictures = host_memory({count, channels, rows, columns});
  std::vector<PictureFactors<float>> factors;
  std::vector<SampleNoise> noise;
  for (std::int64_t i = 0; i < count; ++i) {
    factors.emplace_back(spectra[i], config_.sampling, scaling.gain);
    if (scaling.sigma > 0)
      noise.push_back({GaussianNoise(config_.key_noise), static_cast<std::uint32_t>(samples[i]),
                       static_cast<float>(scaling.sigma)});
  }
  write_pictures<float>(factors, noise, pictures.data_ptr<float>());
  return pictures.to(device);
}

DevicePictures& SpectraDataset::device_pictures(at::Device device) const {
#ifdef GRIDSWEEP_HAS_CUDA
  const std::lock_guard lock(mutex_);
  std::unique_ptr<DevicePictures>& pictures = device_pictures_[device.index()];
  if (!pictures)
    pictures = std::make_unique<DevicePictures>(
        config_.sampling, scaling(), config_.key_noise, size(), device,
        [this](std::span<const std::int64_t> samples) { return series().expand(components(samples)); },
        launch_pictures);
  return *pictures;
#else
  throw std::logic_error("no kernels were compiled for device " + device.str());
#endif
}

at::Tensor SpectraDataset::host_memory(std::array<std::int64_t, 4> shape) const {
  const std::lock_guard lock(mutex_);
  // Large fresh memory costs more in page faults than the pictures do, so the last batch's is used again once
  // nobody else holds the tensor or a view of it.
  const bool free =
      last_batch_.defined() && last_batch_.use_count() == 1 && last_batch_.storage().use_count() == 1;
  if (!free || last_batch_.sizes() != at::IntArrayRef(shape)) {
    last_batch_.reset();
    last_batch_ = at::empty(shape, at::TensorOptions().dtype(at::kFloat));
  }
  return last_batch_;
}

at::Tensor SpectraDataset::complex_sample(std::int64_t sample) const {
  check_samples(std::span(&sample, 1), size());
  const PictureScaling scaling = this->scaling();
  const Sampling full = Sampling::full(axes_);
  SeparableSpectrum spectrum;
  const std::vector<Kubo> kubos = population_.components(sample);
  if (scaling.gain > 0)
    spectrum = SeparableSeries(axes_, config_.physics, full,
                               detection_points(config_.physics, kubos, axes_.pump_times_ps.back()))
                   .expand(kubos);
  std::vector<SampleNoise> noise;
  if (scaling.sigma > 0)
    noise.push_back({GaussianNoise(config_.key_noise), static_cast<std::uint32_t>(sample),
                     static_cast<float>(scaling.sigma / scaling.scale)});
  const at::Tensor picture = at::empty(picture_shape(full), at::TensorOptions().dtype(at::kFloat));
  write_pictures<float>({PictureFactors<float>(spectrum, full, scaling.gain > 0 ? 1.0 : 0.0)}, noise,
                        picture.data_ptr<float>());
  return as_complex(picture);
}

std::vector<std::vector<Kubo>> SpectraDataset::components(std::span<const std::int64_t> samples) const {
  std::vector<std::vector<Kubo>> list;
  list.reserve(samples.size());
  for (const std::int64_t sample : samples) list.push_back(population_.components(sample));
  return list;
}

std::int64_t SpectraDataset::longest_detection() const {
  const std::lock_guard lock(mutex_);
  if (!longest_detection_) {
    std::vector<std::int64_t> points(size());
    at::parallel_for(0, size(), 16, [&](std::int64_t first, std::int64_t last) {
      for (std::int64_t i = first; i < last; ++i)
        points[i] = detection_points(config_.physics, population_.components(i), axes_.pump_times_ps.back());
    });
    longest_detection_ = *std::max_element(points.begin(), points.end());
  }
  return *longest_detection_;
}

const SeparableSeries& SpectraDataset::series() const {
  const std::lock_guard lock(mutex_);
  if (!series_) series_.emplace(axes_, config_.physics, config_.sampling, longest_detection());
  return *series_;
}

double SpectraDataset::reference_peak() const {
  const std::lock_guard lock(mutex_);
  if (!reference_peak_)
    reference_peak_ = spectrum_peak(axes_, config_.physics, population_.reference_components());
  return *reference_peak_;
}

PictureScaling SpectraDataset::scaling() const {
  const std::lock_guard lock(mutex_);
  if (!scaling_) {
    const bool signal = config_.snr > 0;
    const bool both = signal && std::isfinite(config_.snr);
    const bool bounded = signal && config_.normalisation == Normalisation::DATASET;
    scaling_ = PictureScaling::make(
        config_.normalisation, config_.snr, both ? reference_peak() : 0.0,
        bounded ? clean_bound(axes_, config_.physics, population_, longest_detection()) : 0.0);
  }
  return *scaling_;
}

}  // namespace sim
