#pragma once

#include <functional>

#include "sim/dataset.hpp"

namespace workers {

/// A fold whose samples are seen through something else than its own scaling: what a frozen backbone makes of
/// each picture, or the pictures as that backbone wants them.
class FoldOfFeatures : public sim::Dataset {
 public:
  /// What is shown of pictures of the dataset that the fold is of: float32 [picture, C, H, W] on the device.
  using Show = std::function<at::Tensor(std::span<const std::int64_t> pictures, at::Device device)>;

  /// Keeps a reference to the fold.
  FoldOfFeatures(const sim::Dataset& fold, std::array<std::int64_t, 3> shape, Show show)
      : fold_(fold), shape_(shape), show_(std::move(show)) {}

  std::int64_t size() const override { return fold_.size(); }
  std::array<std::int64_t, 3> sample_shape() const override { return shape_; }
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override {
    std::vector<std::int64_t> pictures;
    for (const std::int64_t sample : samples)
      pictures.push_back(fold_.pictures()[static_cast<std::size_t>(sample)]);
    return show_(pictures, device);
  }
  const std::vector<std::uint8_t>& labels() const override { return fold_.labels(); }
  const std::vector<sim::Split>& splits() const override { return fold_.splits(); }
  double data_reduction() const override { return fold_.data_reduction(); }
  double noise_sigma() const override { return 0; }
  double scale() const override { return 1; }
  std::span<const std::int64_t> rows() const override { return fold_.rows(); }
  std::span<const std::int64_t> pictures() const override { return fold_.pictures(); }

 private:
  const sim::Dataset& fold_;
  std::array<std::int64_t, 3> shape_;
  Show show_;
};

}  // namespace workers
