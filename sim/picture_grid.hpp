#pragma once

#include <cstdint>

#include "gpu/host_device.hpp"

// How a batch of pictures is described to the kernel that writes it, and how the work is handed out.
namespace sim {

// Where the factors of one sample lie in a run of floats: pump, then waiting, then spectral.
struct FactorLayout {
  std::int32_t terms, waiting_times, frequencies, pump_times;

  // The real part; the imaginary one follows.
  GPU_INLINE std::int32_t pump(std::int32_t n, std::int32_t t) const { return 2 * (n * pump_times + t); }
  GPU_INLINE std::int32_t waiting(std::int32_t n, std::int32_t c) const {
    return 2 * terms * pump_times + n * waiting_times + c;
  }
  GPU_INLINE std::int32_t spectral(std::int32_t w, std::int32_t n) const {
    return terms * (2 * pump_times + waiting_times) + w * terms + n;
  }
  GPU_INLINE std::int64_t size() const {
    return std::int64_t{terms} * (2 * std::int64_t{pump_times} + waiting_times + frequencies);
  }
};

// What all pictures of a dataset share. Pointers are into the device's memory.
struct PictureGrid {
  const std::uint32_t* waiting_indices;  // of the kept points in the full axes: they count the noise
  const std::uint32_t* frequency_indices;
  const std::uint32_t* pump_indices;
  std::int32_t waiting_times, frequencies, pump_times;  // kept
  std::int32_t parts;                                   // 2: real and imaginary rows; 1: real rows
  std::uint64_t key_noise;
  float sigma;  // of the noise; 0: none

  GPU_INLINE std::int64_t row_size() const { return std::int64_t{pump_times} * waiting_times; }
  GPU_INLINE std::int64_t picture_size() const { return parts * frequencies * row_size(); }
};

// One picture of a batch.
struct PictureSource {
  const float* factors;  // FactorLayout, gain included; at a multiple of 8 bytes
  std::int32_t terms;    // 0: no signal
  std::uint32_t sample;
};

// A block of threads writes the rows of one frequency. Neighbouring threads take neighbouring waiting times,
// since these lie side by side in memory, and then the next pump time.
struct PictureBlock {
  static constexpr std::int32_t most_threads = 512;
  std::int32_t waiting_times;  // side by side
  std::int32_t pump_times;     // likewise

  explicit PictureBlock(const PictureGrid& grid)
      : waiting_times(grid.waiting_times < most_threads ? grid.waiting_times : most_threads),
        pump_times(most_threads / waiting_times < grid.pump_times ? most_threads / waiting_times
                                                                  : grid.pump_times) {}
  GPU_INLINE std::int32_t threads() const { return waiting_times * pump_times; }
};

}  // namespace sim
