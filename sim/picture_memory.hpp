#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace sim {

// Memory for the pictures of a dataset, which other processes may use for the same ones: whoever has made a
// picture says so. Two may make the same one at the same time: they write the same numbers.
struct PictureMemory {
  float* pictures;                   // [samples, H, W, C]
  std::atomic<std::uint8_t>* made;   // [samples]: 1 once the picture is there
  std::shared_ptr<const void> held;  // the memory itself
};
static_assert(std::atomic<std::uint8_t>::is_always_lock_free && sizeof(std::atomic<std::uint8_t>) == 1);

// Finds such memory for so many samples of so many numbers each, or nothing.
using FindPictureMemory =
    std::function<std::optional<PictureMemory>(std::int64_t samples, std::int64_t numbers)>;

}  // namespace sim
