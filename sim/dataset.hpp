#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/picture_memory.hpp"
#include "sim/split.hpp"

namespace sim {

class Dataset;

// Data that a trial is trained and tested on in parts, one after the other. What the parts say of their test
// samples is put together in rows (of wells), and scored once.
struct CrossValidation {
  std::vector<std::shared_ptr<Dataset>> folds;
  std::vector<std::string> row_names;
  std::string caveat;  // what scores can't say; empty: nothing against them
  // By row, what a threshold on the mean intensity, fitted where a fold learns, says: 0, 1, or 255 where the
  // row is not tested.
  std::vector<std::uint8_t> intensity_says;
  std::vector<std::string> notes;     // what was left out of the data before, and why
  std::string dropped_because;        // why there is nothing to train; empty: there is
  std::uint64_t pictures_digest = 0;  // another one for other pictures
};

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

  // Where a dataset that keeps its pictures on the CPU is to look for memory. Before the first batch.
  virtual void keep_in(const FindPictureMemory&) {}

  virtual const std::vector<std::uint8_t>& labels() const = 0;
  virtual const std::vector<Split>& splits() const = 0;
  // Real numbers in the full data / real numbers kept.
  virtual double data_reduction() const = 0;
  // Standard deviation of the added noise, per part, in the units of the pictures (scale included).
  virtual double noise_sigma() const = 0;
  // The factor between physical values and the pictures.
  virtual double scale() const = 0;

  // Null where the splits above are all there is.
  virtual const CrossValidation* cross_validation() const { return nullptr; }
  // Of a fold: the row of the record that each sample speaks for, and the place of its picture in the dataset
  // that the fold is of. Empty elsewhere: every sample is its own.
  virtual std::span<const std::int64_t> rows() const { return {}; }
  virtual std::span<const std::int64_t> pictures() const { return {}; }
};

}  // namespace sim
