#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace sim {

/// The same for a picture and its turned and flipped copies (eight of a square, four of another rectangle),
/// and for no other picture: the smallest of their 128-bit hashes. pixels: [height · width].
std::array<std::uint64_t, 2> canonical_hash(std::span<const float> pixels, std::int64_t height,
                                            std::int64_t width);

}  // namespace sim
