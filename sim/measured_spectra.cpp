#include "sim/measured_spectra.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/noise.hpp"
#include "sim/write_pictures.hpp"

namespace sim {
namespace {

// One picture from a stored spectrum [Tw][w][t1]: kept points times gain, plus what `out` holds already
// (noise).
void add_spectrum(const std::vector<std::complex<float>>& stored, const Axes& axes, const Sampling& sampling,
                  double gain, float* out) {
  const auto frequencies = static_cast<std::int64_t>(sampling.frequencies.size());
  const auto columns = static_cast<std::int64_t>(sampling.pump_times.size());
  const auto factor = static_cast<float>(gain);
  for (const std::int64_t wait : sampling.waiting_times) {
    for (std::int64_t w = 0; w < frequencies; ++w) {
      const auto* row =
          stored.data() + (wait * axes.frequencies() + sampling.frequencies[w]) * axes.pump_times();
      float* real = out + w * columns;
      float* imag = out + (frequencies + w) * columns;
      for (std::int64_t t = 0; t < columns; ++t) {
        const std::complex<float> value = row[sampling.pump_times[t]];
        real[t] += factor * value.real();
        if (sampling.parts == Parts::COMPLEX) imag[t] += factor * value.imag();
      }
    }
    out += sampling.part_count() * frequencies * columns;
  }
}

}  // namespace

MeasuredSpectra::MeasuredSpectra(const MeasuredConfig& config, Reader reader)
    : config_(config),
      reader_(std::move(reader)),
      splits_(config.splits ? *config.splits
                            : stratified_split(config.labels, config.key_split, config.train_share)) {
  if (splits_.size() != config_.labels.size())
    throw std::invalid_argument("measured spectra: there must be one split per label");
  config_.axes.validate();
  config_.sampling.validate(config_.axes);
  check_snr(config_.snr);
  if (config_.labels.empty())
    throw std::invalid_argument("measured spectra: there are no samples; give some labels");
  if (config_.peak && !(*config_.peak > 0 && std::isfinite(*config_.peak)))
    throw std::invalid_argument("measured spectra: the peak must be positive, not " +
                                std::to_string(*config_.peak));
}

std::array<std::int64_t, 3> MeasuredSpectra::sample_shape() const { return picture_shape(config_.sampling); }

void MeasuredSpectra::cache(std::int64_t byte_limit) {
  cache_.reset();
  if (picture_bytes(size(), sample_shape()) <= static_cast<double>(byte_limit))
    cache_ = std::make_unique<PictureCache>(size(), sample_shape());
}

at::Tensor MeasuredSpectra::batch(std::span<const std::int64_t> samples, at::Device device) const {
  check_samples(samples, size());
  if (!cache_) return make(samples, device);
  return cache_->batch(samples, device, [this](auto missing, at::Device d) { return make(missing, d); });
}

at::Tensor MeasuredSpectra::make(std::span<const std::int64_t> samples, at::Device device) const {
  const std::lock_guard lock(mutex_);
  const PictureScaling scaling = this->scaling();
  const auto [channels, rows, columns] = sample_shape();
  const auto count = static_cast<std::int64_t>(samples.size());
  const at::Tensor pictures =
      at::zeros({count, channels, rows, columns}, at::TensorOptions().dtype(at::kFloat));
  float* out = pictures.data_ptr<float>();
  if (scaling.sigma > 0) {
    std::vector<SampleNoise> noise;
    for (const std::int64_t sample : samples)
      noise.push_back({GaussianNoise(config_.key_noise), static_cast<std::uint32_t>(sample),
                       static_cast<float>(scaling.sigma)});
    write_pictures<float>(std::vector(samples.size(), PictureFactors<float>(config_.sampling)), noise, out);
  }
  for (std::int64_t i = 0; i < count && scaling.gain > 0; ++i) {
    read(samples[i]);
    add_spectrum(buffer_, config_.axes, config_.sampling, scaling.gain, out + i * channels * rows * columns);
  }
  return pictures.to(device);
}

void MeasuredSpectra::read(std::int64_t sample) const {
  const Axes& axes = config_.axes;
  buffer_.resize(axes.waiting_times() * axes.frequencies() * axes.pump_times());
  reader_(sample, buffer_);
  for (const std::complex<float>& value : buffer_)
    if (!std::isfinite(value.real()) || !std::isfinite(value.imag()))
      throw std::runtime_error(
          "measured spectra: sample " + std::to_string(sample) +
          " holds a value that is not a finite number; repair or leave out this spectrum");
}

double MeasuredSpectra::stored_peak() const {
  if (config_.peak) return *config_.peak;
  double peak = 0;
  for (std::int64_t sample = 0; sample < size(); ++sample) {
    read(sample);
    for (const std::complex<float>& value : buffer_) peak = std::max<double>(peak, std::abs(value));
  }
  if (peak == 0)
    throw std::runtime_error("measured spectra: every stored value is 0; there is nothing to learn from");
  return peak;
}

PictureScaling MeasuredSpectra::scaling() const {
  const std::lock_guard lock(mutex_);
  if (!scaling_) {
    const double peak = config_.snr > 0 ? stored_peak() : 0.0;
    scaling_ = PictureScaling::make(config_.normalisation, config_.snr, peak, peak);
  }
  return *scaling_;
}

}  // namespace sim
