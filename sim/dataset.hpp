#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/split.hpp"

namespace sim {

// Labelled pictures by index, on a device. What training needs to know about data, and nothing more.
class Dataset {
 public:
  Dataset() = default;
  Dataset(const Dataset&) = delete;
  Dataset& operator=(const Dataset&) = delete;
  virtual ~Dataset() = default;

  virtual std::int64_t size() const = 0;
  // {C, H, W} of one sample. Spectra: C = kept Tw, H = parts · kept w (real rows above imaginary rows), W =
  // kept t1.
  virtual std::array<std::int64_t, 3> sample_shape() const = 0;
  // float32 [B, C, H, W] on `device`, in any memory format (channels-last where that is how it was made or
  // kept). On a GPU it is made on LibTorch's current stream. Throws std::invalid_argument for an index
  // outside [0, size()).
  virtual at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const = 0;

  virtual const std::vector<std::uint8_t>& labels() const = 0;
  virtual const std::vector<Split>& splits() const = 0;
  // Real numbers in the full data / real numbers kept.
  virtual double data_reduction() const = 0;
  // Standard deviation of the added noise, per part, in the units of the pictures (scale included).
  virtual double noise_sigma() const = 0;
  // The factor between physical values and the pictures.
  virtual double scale() const = 0;
};

}  // namespace sim
