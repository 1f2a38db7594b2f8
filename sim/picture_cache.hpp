#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "sim/picture_memory.hpp"

namespace sim {

// Keeps a dataset's pictures on the device that first asked for them, each made once: on the CPU in memory
// that is shared with other processes, where there is such memory. One batch at a time; on a GPU all batches
// belong on one stream, or on streams that wait for each other.
class PictureCache {
 public:
  // Makes the pictures of some samples: float32 [B, C, H, W] on a device, in any memory format.
  using Maker = std::function<at::Tensor(std::span<const std::int64_t>, at::Device)>;

  PictureCache(std::int64_t samples, std::array<std::int64_t, 3> shape) : samples_(samples), shape_(shape) {}

  // Where to look for memory, before the first batch.
  void keep_in(FindPictureMemory find) { find_ = std::move(find); }

  // float32 [B, C, H, W], channels-last.
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device, const Maker& make);

 private:
  void begin(at::Device device);
  void move_to(at::Device device);
  bool is_made(std::int64_t sample) const { return made_[sample].load(std::memory_order_acquire) != 0; }

  std::mutex mutex_;
  std::int64_t samples_;
  std::array<std::int64_t, 3> shape_;
  FindPictureMemory find_ = [](std::int64_t, std::int64_t) { return std::nullopt; };
  at::Tensor pictures_;                        // [samples, H, W, C]: a sample is one run of memory
  std::atomic<std::uint8_t>* made_ = nullptr;  // [samples]: here or with the pictures
  std::vector<std::atomic<std::uint8_t>> made_here_;
};

// Bytes of all pictures in float32.
double picture_bytes(std::int64_t samples, std::array<std::int64_t, 3> shape);

// Throws std::invalid_argument when an index is outside [0, size).
void check_samples(std::span<const std::int64_t> samples, std::int64_t size);

}  // namespace sim
