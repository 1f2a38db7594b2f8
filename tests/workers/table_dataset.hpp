#pragma once

#include <ATen/ATen.h>

#include <stdexcept>

#include "sim/dataset.hpp"

/// Pictures from a table in memory. Class 1 has a brighter middle; a sample index may be made to fail.
class TableDataset : public sim::Dataset {
 public:
  TableDataset(std::int64_t samples, std::int64_t bad_sample = -1) : bad_sample_(bad_sample) {
    auto generator = at::detail::createCPUGenerator(5);
    pictures_ = at::randn({samples, 3, 8, 6}, generator);
    for (std::int64_t i = 0; i < samples; ++i) {
      labels_.push_back(static_cast<std::uint8_t>(i % 2));
      splits_.push_back(i % 5 == 4 ? sim::Split::TEST : sim::Split::TRAIN);
      if (i % 2) pictures_[i].narrow(1, 2, 4).add_(1.0);
    }
  }

  std::int64_t size() const override { return pictures_.size(0); }
  std::array<std::int64_t, 3> sample_shape() const override { return {3, 8, 6}; }
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device) const override {
    for (const std::int64_t sample : samples) {
      if (sample == bad_sample_)
        throw std::runtime_error("picture " + std::to_string(sample) + " is unreadable");
    }
    return pictures_
        .index_select(0, at::tensor(std::vector<std::int64_t>(samples.begin(), samples.end()), at::kLong))
        .to(device);
  }
  const std::vector<std::uint8_t>& labels() const override { return labels_; }
  const std::vector<sim::Split>& splits() const override { return splits_; }
  double data_reduction() const override { return 4; }
  double noise_sigma() const override { return 1; }
  double scale() const override { return 1; }

 private:
  std::int64_t bad_sample_;
  at::Tensor pictures_;
  std::vector<std::uint8_t> labels_;
  std::vector<sim::Split> splits_;
};
