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
  Intensities all{0, 0, HUGE_VAL, -HUGE_VAL};
  for (const std::int64_t image : images) {
    const Intensities& one = all_->intensities()[static_cast<std::size_t>(image)];
    all.mean += one.mean / static_cast<double>(images.size());
    all.mean_square += one.mean_square / static_cast<double>(images.size());
    all.lowest = std::min(all.lowest, one.lowest);
    all.highest = std::max(all.highest, one.highest);
  }
  const bool standard = scaling == WellScaling::STANDARD;
  offset_ = standard ? all.mean : all.lowest;
  const double spread =
      standard ? std::sqrt(std::max(0.0, all.mean_square - all.mean * all.mean)) : all.highest - all.lowest;
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
