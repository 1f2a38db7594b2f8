#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/dataset.hpp"
#include "sim/mirror.hpp"
#include "sim/plate.hpp"

namespace sim {

/// What there is to know of the grey values of one image.
struct Intensities {
  double mean;
  double mean_square;
  double lowest;
  double highest;
};

/// All pictures of a plate and their mirrored copies, before anybody fits anything to them: grey value / full
/// scale. Sample image · 4 + mirror. Without labels or splits: folds have those.
class PlatePictures : public Dataset {
 public:
  /// `full_scale`: the grey value that becomes 1; 0: the plate's own. Throws std::invalid_argument when two
  /// wells have the same picture up to the symmetries of its frame, naming both files: one of them could be
  /// learned and the other tested.
  PlatePictures(std::shared_ptr<const Plate> plate, double full_scale);

  std::int64_t size() const override { return static_cast<std::int64_t>(plate_->images.size()) * kMirrors; }
  std::array<std::int64_t, 3> sample_shape() const override { return {1, plate_->height, plate_->width}; }
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override;
  const std::vector<std::uint8_t>& labels() const override { return labels_; }
  const std::vector<Split>& splits() const override { return splits_; }
  double data_reduction() const override { return 1; }
  double noise_sigma() const override { return 0; }
  double scale() const override { return 1 / full_scale_; }

  const Plate& plate() const { return *plate_; }
  /// By image: equal for pictures that are the same up to the symmetries of the square (or of a rectangle).
  const std::vector<std::array<std::uint64_t, 2>>& canonical_hashes() const { return hashes_; }
  /// Of grey value / full scale, by image.
  const std::vector<Intensities>& intensities() const { return intensities_; }
  /// Another one for any other grey value anywhere.
  std::uint64_t digest() const { return digest_; }

 private:
  std::shared_ptr<const Plate> plate_;
  double full_scale_;
  std::vector<std::array<std::uint64_t, 2>> hashes_;
  std::vector<Intensities> intensities_;
  std::uint64_t digest_ = 0;
  std::vector<std::uint8_t> labels_;  // none
  std::vector<Split> splits_;         // none
};

}  // namespace sim
