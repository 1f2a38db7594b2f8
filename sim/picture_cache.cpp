#include "sim/picture_cache.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "gpu/upload.hpp"

namespace sim {

void PictureCache::begin(at::Device device) {
  const std::vector<std::int64_t> sizes{samples_, shape_[1], shape_[2], shape_[0]};
  if (device.is_cpu()) {
    if (const auto memory = find_(samples_, shape_[0] * shape_[1] * shape_[2])) {
      made_ = memory->made;
      pictures_ = at::from_blob(
          memory->pictures, sizes, [held = memory->held](void*) {}, at::TensorOptions().dtype(at::kFloat));
      return;
    }
  }
  pictures_ = at::empty(sizes, at::TensorOptions().dtype(at::kFloat).device(device));
  made_here_ = std::vector<std::atomic<std::uint8_t>>(samples_);
  made_ = made_here_.data();
}

void PictureCache::move_to(at::Device device) {
  std::vector<std::atomic<std::uint8_t>> made(samples_);
  for (std::int64_t i = 0; i < samples_; ++i) made[i] = is_made(i) ? 1 : 0;  // before the copy: others go on
  pictures_ = pictures_.to(device);
  made_here_ = std::move(made);
  made_ = made_here_.data();
}

at::Tensor PictureCache::batch(std::span<const std::int64_t> samples, at::Device device, const Maker& make) {
  const std::lock_guard lock(mutex_);
  if (!pictures_.defined()) begin(device);
  // Whoever fits on the CPU first leaves what was made to those who train on a GPU, for good.
  if (pictures_.is_cpu() && !device.is_cpu()) move_to(device);
  const at::Device home = pictures_.device();
  std::vector<std::int64_t> missing;
  for (const std::int64_t sample : samples)
    if (!is_made(sample)) missing.push_back(sample);
  std::sort(missing.begin(), missing.end());
  missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
  if (!missing.empty()) {
    pictures_.index_copy_(0, gpu::upload(missing, home), make(missing, home).permute({0, 2, 3, 1}));
    for (const std::int64_t sample : missing) made_[sample].store(1, std::memory_order_release);
  }
  return pictures_.index_select(0, gpu::upload(samples, home)).permute({0, 3, 1, 2}).to(device);
}

double picture_bytes(std::int64_t samples, std::array<std::int64_t, 3> shape) {
  return static_cast<double>(sizeof(float)) * static_cast<double>(samples) * static_cast<double>(shape[0]) *
         static_cast<double>(shape[1]) * static_cast<double>(shape[2]);
}

void check_samples(std::span<const std::int64_t> samples, std::int64_t size) {
  for (const std::int64_t sample : samples)
    if (sample < 0 || sample >= size)
      throw std::invalid_argument("dataset: sample " + std::to_string(sample) +
                                  " was asked for, but there are samples 0 to " + std::to_string(size - 1));
}

}  // namespace sim
