#pragma once

#include <memory>
#include <vector>

#include "sim/plate_pictures.hpp"

namespace sim {

enum class WellScaling {
  STANDARD,  // mean 0 and variance 1 over the pixels of the images that are learned from
  RANGE,     // their darkest pixel 0, their brightest 1
  FIXED      // as PlatePictures has it
};

/// One sample of a fold.
struct WellSample {
  std::int64_t picture;  // in PlatePictures
  std::int64_t well;     // in Plate::wells
  std::uint8_t label;
  Split split;
};

/// The samples of one of the fits of a readout: what is learned from, what says when to stop, what is tested.
class WellFold : public Dataset {
 public:
  /// Fits the scaling to the unmirrored pictures of training and validation samples.
  WellFold(std::shared_ptr<const PlatePictures> pictures, const std::vector<WellSample>& samples,
           WellScaling scaling);

  std::int64_t size() const override { return static_cast<std::int64_t>(labels_.size()); }
  std::array<std::int64_t, 3> sample_shape() const override { return all_->sample_shape(); }
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override;
  const std::vector<std::uint8_t>& labels() const override { return labels_; }
  const std::vector<Split>& splits() const override { return splits_; }
  double data_reduction() const override { return 1; }
  double noise_sigma() const override { return 0; }
  double scale() const override { return gain_ * all_->scale(); }
  std::span<const std::int64_t> rows() const override { return wells_; }
  std::span<const std::int64_t> pictures() const override { return pictures_; }

  /// Throws std::logic_error when a well, or a picture up to the symmetries of its frame, is both tested and
  /// learned from (or used to say when to stop).
  void expect_no_leak() const;

 private:
  void fit(WellScaling scaling);

  std::shared_ptr<const PlatePictures> all_;
  std::vector<std::int64_t> pictures_;
  std::vector<std::int64_t> wells_;
  std::vector<std::uint8_t> labels_;
  std::vector<Split> splits_;
  double offset_ = 0;  // of grey value / full scale
  double gain_ = 1;
};

}  // namespace sim
