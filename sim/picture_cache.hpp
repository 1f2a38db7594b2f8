#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace sim {

// Keeps a dataset's pictures on the device that first asked for them, each made once. One batch at a time; on
// a GPU all batches belong on one stream, or on streams that wait for each other.
class PictureCache {
 public:
  // Makes the pictures of some samples: float32 [B, C, H, W] on a device, in any memory format.
  using Maker = std::function<at::Tensor(std::span<const std::int64_t>, at::Device)>;

  PictureCache(std::int64_t samples, std::array<std::int64_t, 3> shape)
      : shape_(shape), made_(samples, false) {}

  // float32 [B, C, H, W], channels-last.
  at::Tensor batch(std::span<const std::int64_t> samples, at::Device device, const Maker& make);

 private:
  std::mutex mutex_;
  std::array<std::int64_t, 3> shape_;
  std::vector<bool> made_;
  std::optional<at::Tensor> pictures_;  // [samples, H, W, C]: a sample is one run of memory
};

// Bytes of all pictures in float32.
double picture_bytes(std::int64_t samples, std::array<std::int64_t, 3> shape);

// Throws std::invalid_argument when an index is outside [0, size).
void check_samples(std::span<const std::int64_t> samples, std::int64_t size);

}  // namespace sim
