#include "sim/plate_pictures.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <stdexcept>

#include "sim/picture_symmetry.hpp"

namespace sim {
namespace {

std::uint64_t mixed(std::uint64_t digest, std::uint64_t word) {
  digest = (digest ^ word) * 0x9E3779B97F4A7C15U;
  return digest ^ (digest >> 32);
}

std::uint64_t digest_of(const Plate& plate, double full_scale) {
  std::uint64_t digest =
      mixed(static_cast<std::uint64_t>(plate.width), std::bit_cast<std::uint64_t>(full_scale));
  for (const WellImage& image : plate.images) {
    for (const float pixel : image.pixels) digest = mixed(digest, std::bit_cast<std::uint32_t>(pixel));
  }
  return digest;
}

Intensities intensities_of(const std::vector<float>& pixels, double full_scale) {
  Intensities found{0, 0, HUGE_VAL, -HUGE_VAL};
  for (const float pixel : pixels) {
    const double value = pixel / full_scale;
    found.mean += value;
    found.mean_square += value * value;
    found.lowest = std::min(found.lowest, value);
    found.highest = std::max(found.highest, value);
  }
  found.mean /= static_cast<double>(pixels.size());
  found.mean_square /= static_cast<double>(pixels.size());
  return found;
}

}  // namespace

PlatePictures::PlatePictures(std::shared_ptr<const Plate> plate, double full_scale)
    : plate_(std::move(plate)), full_scale_(full_scale > 0 ? full_scale : plate_->full_scale) {
  std::map<std::array<std::uint64_t, 2>, const WellImage*> seen;
  for (const WellImage& image : plate_->images) {
    hashes_.push_back(canonical_hash(image.pixels, plate_->height, plate_->width));
    const auto [found, is_new] = seen.emplace(hashes_.back(), &image);
    if (!is_new && found->second->well != image.well) {
      throw std::invalid_argument(
          image.file + " (well " + well_name(plate_->wells[image.well]) + ") shows the same picture as " +
          found->second->file + " (well " + well_name(plate_->wells[found->second->well]) +
          "), turned over or not: one could be learned and the other tested; remove one");
    }
    intensities_.push_back(intensities_of(image.pixels, full_scale_));
  }
  digest_ = digest_of(*plate_, full_scale_);
}

at::Tensor PlatePictures::batch(std::span<const std::int64_t> samples, at::Device device) const {
  const std::int64_t height = plate_->height;
  const std::int64_t width = plate_->width;
  const auto count = static_cast<std::int64_t>(samples.size());
  at::Tensor pictures = at::empty({count, 1, height, width}, at::kFloat);
  float* out = pictures.data_ptr<float>();
  const auto gain = static_cast<float>(1 / full_scale_);
  for (const std::int64_t sample : samples) {
    if (sample < 0 || sample >= size())
      throw std::invalid_argument("there is no picture " + std::to_string(sample));
    const float* in = plate_->images[static_cast<std::size_t>(sample / kMirrors)].pixels.data();
    const auto mirror = static_cast<Mirror>(sample % kMirrors);
    for (std::int64_t row = 0; row < height; ++row) {
      for (std::int64_t column = 0; column < width; ++column)
        *out++ = gain * in[mirrored_place(mirror, row, column, height, width)];
    }
  }
  return pictures.to(device);
}

}  // namespace sim
