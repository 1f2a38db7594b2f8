#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "sim/picture_grid.hpp"
#include "sim/picture_scaling.hpp"
#include "sim/sampling.hpp"
#include "sim/separable_spectrum.hpp"

namespace sim {

// Makes the pictures of one dataset on one device. The factors of a sample (some 50 KB at full size) are
// worked out on the CPU when it is first asked for, and stay on the device: from then on a batch is one
// launch.
class DevicePictures {
 public:
  using Expand = std::function<std::vector<SeparableSpectrum>(std::span<const std::int64_t>)>;
  // launch_pictures of sim/cuda; what follows is said there.
  using Launch = void (*)(const PictureGrid&, const PictureSource*, std::int64_t count, float* out,
                          void* stream);

  // `samples`: how many there are; key_noise as in GaussianNoise. Throws std::invalid_argument when the cube
  // is too large for the kernel's 32-bit indices.
  DevicePictures(const Sampling& sampling, PictureScaling scaling, std::uint64_t key_noise,
                 std::int64_t samples, at::Device device, Expand expand, Launch launch);

  // float32 [B, C, H, W], channels-last, made on LibTorch's current stream of the device; nothing waits once
  // the samples are known. Must outlive the work on that stream.
  at::Tensor batch(std::span<const std::int64_t> samples);

  std::int64_t known_samples() const { return static_cast<std::int64_t>(known_); }

 private:
  void learn(std::span<const std::int64_t> samples);  // expands and uploads those not yet known
  const std::uint32_t* indices(const std::vector<std::int64_t>& list);

  std::mutex mutex_;
  at::Device device_;
  double gain_;
  Expand expand_;
  Launch launch_;
  std::array<std::int64_t, 3> shape_;
  PictureGrid grid_{};
  std::size_t known_ = 0;
  std::vector<PictureSource> sources_;  // by sample
  std::vector<bool> is_known_;
  std::vector<at::Tensor> held_;  // the device's memory that grid_ and sources_ point into
};

}  // namespace sim
