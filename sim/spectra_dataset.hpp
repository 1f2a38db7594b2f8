#pragma once

#include <complex>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "sim/cube.hpp"
#include "sim/dataset.hpp"
#include "sim/device_pictures.hpp"
#include "sim/physics.hpp"
#include "sim/picture_cache.hpp"
#include "sim/picture_scaling.hpp"
#include "sim/population.hpp"
#include "sim/sampling.hpp"
#include "sim/separable_series.hpp"

namespace sim {

struct SpectraConfig {
  Cube cube;
  Physics physics;
  PopulationSettings population;
  Sampling sampling = Sampling::full(Cube{});
  double snr = std::numeric_limits<double>::infinity();  // infinity: no noise; 0: noise only
  Normalisation normalisation = Normalisation::DATASET;
  double train_share = 0.8;       // of each label
  std::uint64_t key_samples = 1;  // draws (Δ, τ)
  std::uint64_t key_noise = 2;
  std::uint64_t key_split = 3;
};

// Simulated 2D IR spectra, made where they are used. Everything about sample i is a function of the
// configuration and i: any batch, order, thread count or device gives the same picture (docs/simulator.md
// says where rounding may differ), and a thinned dataset is the thinned full one bit for bit.
//
// The scale is 1 / (b + 6.77 σ), where b = max over samples, w and t1 of Σ_n |c_n(w) p_n(t1)| at the first
// waiting time: rigorous, since no |B_n| grows with Tw. It depends on the full axes, never on the sampling.
class SpectraDataset : public Dataset {
 public:
  // Draws sample parameters only; the first batch prepares the rest (about a second for 2,000 full-size
  // samples). Throws std::invalid_argument when the configuration is not usable.
  explicit SpectraDataset(const SpectraConfig& config);

  std::int64_t size() const override { return population_.size(); }
  std::array<std::int64_t, 3> sample_shape() const override;
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override;
  void keep_in(const FindPictureMemory& find) override {
    if (cache_) cache_->keep_in(find);
  }
  const std::vector<std::uint8_t>& labels() const override { return population_.labels(); }
  const std::vector<Split>& splits() const override { return splits_; }
  double data_reduction() const override { return config_.sampling.reduction(axes_); }
  double noise_sigma() const override { return scaling().sigma; }
  double scale() const override { return scaling().scale; }

  const SpectraConfig& config() const { return config_; }
  const Population& population() const { return population_; }

  // max |S| over the full reference cube, noise-free, in physical units: what snr refers to.
  double reference_peak() const;

  // The full complex cube of one sample, noise included, in physical units: complex64 [Tw, w, t1], on the
  // CPU.
  at::Tensor complex_sample(std::int64_t sample) const;

  // Keeps pictures in memory once made, if all of them fit into byte_limit; otherwise each batch is made
  // anew.
  void cache(std::int64_t byte_limit);

 private:
  PictureScaling scaling() const;
  const SeparableSeries& series() const;
  std::int64_t longest_detection() const;
  std::vector<std::vector<Kubo>> components(std::span<const std::int64_t> samples) const;
  at::Tensor make(std::span<const std::int64_t> samples, at::Device device) const;
  DevicePictures& device_pictures(at::Device device) const;  // where gpu::runs_kernels(device)
  at::Tensor host_memory(std::array<std::int64_t, 4> shape) const;

  SpectraConfig config_;
  Axes axes_;
  Population population_;
  std::vector<Split> splits_;
  std::unique_ptr<PictureCache> cache_;

  // Made on first use, under the mutex.
  mutable std::recursive_mutex mutex_;
  mutable std::optional<std::int64_t> longest_detection_;
  mutable std::optional<SeparableSeries> series_;
  mutable std::optional<double> reference_peak_;
  mutable std::optional<PictureScaling> scaling_;
  mutable at::Tensor last_batch_;  // its memory is used again
  mutable std::map<at::DeviceIndex, std::unique_ptr<DevicePictures>> device_pictures_;
};

}  // namespace sim
