#include "sim/picture_cache.hpp"

#include <ATen/ATen.h>

#include <stdexcept>
#include <string>

#include "gpu/upload.hpp"

namespace sim {

at::Tensor PictureCache::batch(std::span<const std::int64_t> samples, at::Device device, const Maker& make) {
  const std::lock_guard lock(mutex_);
  if (!pictures_)
    pictures_ = at::empty({static_cast<std::int64_t>(made_.size()), shape_[1], shape_[2], shape_[0]},
                          at::TensorOptions().dtype(at::kFloat).device(device));
  // Whoever fits on the CPU first leaves what was made to those who train on a GPU, for good.
  if (pictures_->is_cpu() && !device.is_cpu()) pictures_ = pictures_->to(device);
  const at::Device home = pictures_->device();
  std::vector<std::int64_t> missing;
  for (const std::int64_t sample : samples) {
    if (made_[sample]) continue;
    made_[sample] = true;  // before the next look, so that a repeated index is made once
    missing.push_back(sample);
  }
  try {
    if (!missing.empty())
      pictures_->index_copy_(0, gpu::upload(missing, home), make(missing, home).permute({0, 2, 3, 1}));
  } catch (...) {
    for (const std::int64_t sample : missing) made_[sample] = false;
    throw;
  }
  return pictures_->index_select(0, gpu::upload(samples, home)).permute({0, 3, 1, 2}).to(device);
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
