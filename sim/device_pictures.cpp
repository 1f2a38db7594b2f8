#include "sim/device_pictures.hpp"

#include <ATen/ATen.h>
#include <c10/core/DeviceGuard.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "gpu/current_stream.hpp"
#include "sim/packed_factors.hpp"
#include "sim/write_pictures.hpp"

namespace sim {
namespace {

constexpr std::int64_t alignment = 16;  // floats: 64 bytes

std::int32_t narrow(std::size_t count) { return static_cast<std::int32_t>(count); }

}  // namespace

DevicePictures::DevicePictures(const Sampling& sampling, PictureScaling scaling, std::uint64_t key_noise,
                               std::int64_t samples, at::Device device, Expand expand, Launch launch)
    : device_(device),
      gain_(scaling.gain),
      expand_(std::move(expand)),
      launch_(launch),
      shape_(picture_shape(sampling)),
      sources_(samples),
      is_known_(samples, false) {
  // The largest index is one of a factor; 1,000 terms are far more than any series has.
  const auto points =
      sampling.waiting_times.size() + sampling.frequencies.size() + 2 * sampling.pump_times.size();
  if (points > std::numeric_limits<std::int32_t>::max() / 1000)
    throw std::invalid_argument("this cube has too many points along its axes for the GPU's simulator");
  const c10::DeviceGuard guard(device_);
  grid_ = {indices(sampling.waiting_times),
           indices(sampling.frequencies),
           indices(sampling.pump_times),
           narrow(sampling.waiting_times.size()),
           narrow(sampling.frequencies.size()),
           narrow(sampling.pump_times.size()),
           static_cast<std::int32_t>(sampling.part_count()),
           key_noise,
           static_cast<float>(scaling.sigma)};
  for (std::int64_t i = 0; i < samples; ++i) sources_[i] = {nullptr, 0, static_cast<std::uint32_t>(i)};
}

at::Tensor DevicePictures::batch(std::span<const std::int64_t> samples) {
  const std::lock_guard lock(mutex_);
  const c10::DeviceGuard guard(device_);
  if (gain_ > 0) learn(samples);
  std::vector<PictureSource> sources;
  sources.reserve(samples.size());
  for (const std::int64_t sample : samples) sources.push_back(sources_.at(sample));
  const at::Tensor pictures =
      at::empty({static_cast<std::int64_t>(samples.size()), shape_[0], shape_[1], shape_[2]},
                at::TensorOptions().dtype(at::kFloat).device(device_), at::MemoryFormat::ChannelsLast);
  void* const stream = gpu::runs_kernels(device_) ? gpu::current_stream(device_) : nullptr;
  launch_(grid_, sources.data(), static_cast<std::int64_t>(sources.size()), pictures.data_ptr<float>(),
          stream);
  return pictures;
}

void DevicePictures::learn(std::span<const std::int64_t> samples) {
  std::vector<std::int64_t> unknown;
  for (const std::int64_t sample : samples)
    if (!is_known_.at(sample)) unknown.push_back(sample);
  std::sort(unknown.begin(), unknown.end());
  unknown.erase(std::unique(unknown.begin(), unknown.end()), unknown.end());
  if (unknown.empty()) return;

  const std::vector<SeparableSpectrum> spectra = expand_(unknown);
  std::vector<std::int64_t> starts;
  std::int64_t floats = 0;
  for (const SeparableSpectrum& spectrum : spectra) {
    starts.push_back(floats);
    floats += (layout_of(spectrum).size() + alignment - 1) / alignment * alignment;
  }
  const at::Tensor host = at::zeros({floats}, at::TensorOptions().dtype(at::kFloat));
  for (std::size_t i = 0; i < spectra.size(); ++i)
    pack_factors(spectra[i], gain_, host.data_ptr<float>() + starts[i]);
  held_.push_back(host.to(device_));  // waits, so any stream may read it from now on
  for (std::size_t i = 0; i < spectra.size(); ++i) {
    sources_[unknown[i]].factors = held_.back().data_ptr<float>() + starts[i];
    sources_[unknown[i]].terms = static_cast<std::int32_t>(spectra[i].terms);
    is_known_[unknown[i]] = true;
  }
  known_ += unknown.size();
}

const std::uint32_t* DevicePictures::indices(const std::vector<std::int64_t>& list) {
  const at::Tensor host = at::tensor(list, at::kLong).to(at::kInt);
  held_.push_back(host.to(device_));
  return reinterpret_cast<const std::uint32_t*>(held_.back().data_ptr<std::int32_t>());
}

}  // namespace sim
