#pragma once

#include <complex>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>

#include "sim/axes.hpp"
#include "sim/dataset.hpp"
#include "sim/picture_cache.hpp"
#include "sim/picture_scaling.hpp"
#include "sim/sampling.hpp"

namespace sim {

struct MeasuredConfig {
  Axes axes;  // of the stored spectra
  std::vector<std::uint8_t> labels;
  Sampling sampling;
  double snr = std::numeric_limits<double>::infinity();  // noise on top; infinity: none; 0: noise only
  Normalisation normalisation = Normalisation::DATASET;
  std::optional<std::vector<Split>> splits;  // as stored; drawn where there are none
  double train_share = 0.8;                  // of each label
  std::uint64_t key_noise = 2;
  std::uint64_t key_split = 3;
  std::optional<double>
      peak;  // max |S| over all stored spectra, when known; otherwise they are all read once for it
};

// Spectra that a group measured or stored, in the layout and with the noise and scaling rules of
// SpectraDataset. The noise is relative to the peak of the stored spectra, as is the scale: 1 / (peak + 6.77
// σ).
class MeasuredSpectra : public Dataset {
 public:
  // Fills a buffer with one sample's whole spectrum, [Tw][w][t1]. Called by one thread at a time.
  using Reader = std::function<void(std::int64_t sample, std::span<std::complex<float>> spectrum)>;

  // Throws std::invalid_argument when axes, labels, sampling, snr or peak are not usable.
  MeasuredSpectra(const MeasuredConfig& config, Reader reader);

  std::int64_t size() const override { return static_cast<std::int64_t>(config_.labels.size()); }
  std::array<std::int64_t, 3> sample_shape() const override;
  // Throws std::runtime_error when a stored value is not a finite number.
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override;
  void keep_in(const FindPictureMemory& find) override {
    if (cache_) cache_->keep_in(find);
  }
  const std::vector<std::uint8_t>& labels() const override { return config_.labels; }
  const std::vector<Split>& splits() const override { return splits_; }
  double data_reduction() const override { return config_.sampling.reduction(config_.axes); }
  double noise_sigma() const override { return scaling().sigma; }
  double scale() const override { return scaling().scale; }

  // Keeps pictures in memory once made, if all of them fit into byte_limit.
  void cache(std::int64_t byte_limit);

 private:
  PictureScaling scaling() const;
  double stored_peak() const;
  void read(std::int64_t sample) const;  // into buffer_
  at::Tensor make(std::span<const std::int64_t> samples, at::Device device) const;

  MeasuredConfig config_;
  Reader reader_;
  std::vector<Split> splits_;
  std::unique_ptr<PictureCache> cache_;
  mutable std::recursive_mutex mutex_;  // guards what follows
  mutable std::vector<std::complex<float>> buffer_;
  mutable std::optional<PictureScaling> scaling_;
};

}  // namespace sim
