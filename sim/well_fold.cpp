#include "sim/well_fold.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace sim {

WellFold::WellFold(std::shared_ptr<const PlatePictures> pictures, const std::vector<WellSample>& samples,
                   WellScaling scaling)
    : all_(std::move(pictures)) {
  for (const WellSample& sample : samples) {
    pictures_.push_back(sample.picture);
    wells_.push_back(sample.well);
    labels_.push_back(sample.label);
    splits_.push_back(sample.split);
  }
  fit(scaling);
}

void WellFold::fit(WellScaling scaling) {
  if (scaling == WellScaling::FIXED) return;
  std::set<std::int64_t> images;
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    if (splits_[i] != Split::TEST) images.insert(pictures_[i] / kMirrors);
  }
  double sum = 0;
  double squares = 0;
  double lowest = HUGE_VAL;
  double highest = -HUGE_VAL;
  double pixels = 0;
  for (const std::int64_t image : images) {
    for (const float pixel : all_->plate().images[static_cast<std::size_t>(image)].pixels) {
      const double value = pixel * all_->scale();
      sum += value;
      squares += value * value;
      lowest = std::min(lowest, value);
      highest = std::max(highest, value);
    }
    pixels += static_cast<double>(all_->plate().height * all_->plate().width);
  }
  const double mean = sum / pixels;
  offset_ = scaling == WellScaling::STANDARD ? mean : lowest;
  const double spread = scaling == WellScaling::STANDARD
                            ? std::sqrt(std::max(0.0, squares / pixels - mean * mean))
                            : highest - lowest;
  gain_ = spread > 0 ? 1 / spread : 1;
}

at::Tensor WellFold::batch(std::span<const std::int64_t> samples, at::Device device) const {
  std::vector<std::int64_t> pictures;
  for (const std::int64_t sample : samples) {
    if (sample < 0 || sample >= size())
      throw std::invalid_argument("there is no sample " + std::to_string(sample));
    pictures.push_back(pictures_[static_cast<std::size_t>(sample)]);
  }
  return all_->batch(pictures, at::kCPU).sub_(offset_).mul_(gain_).to(device);
}

void WellFold::expect_no_leak() const {
  std::set<std::int64_t> wells;
  std::set<std::array<std::uint64_t, 2>> seen;
  const auto hash_of = [&](std::size_t i) {
    return all_->canonical_hashes()[static_cast<std::size_t>(pictures_[i] / kMirrors)];
  };
  for (std::size_t i = 0; i < splits_.size(); ++i) {
    if (splits_[i] == Split::TEST) continue;
    wells.insert(wells_[i]);
    seen.insert(hash_of(i));
  }
  for (std::size_t i = 0; i < splits_.size(); ++i) {
    if (splits_[i] != Split::TEST || (!wells.contains(wells_[i]) && !seen.contains(hash_of(i)))) continue;
    throw std::logic_error("well " + well_name(all_->plate().wells[static_cast<std::size_t>(wells_[i])]) +
                           " is both tested and learned from, itself or as another well's picture");
  }
}

}  // namespace sim
