#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sim {

/// How a picture is turned over.
enum class Mirror : std::uint8_t { NONE = 0, LEFT_RIGHT = 1, UP_DOWN = 2, BOTH = 3 };
inline constexpr std::int64_t kMirrors = 4;

/// What of a picture is trained on: itself, and by the slides' strategies a mirrored copy, or all three.
std::vector<Mirror> copies_of(const std::string& augmentation);

/// Where row · width + column of the mirrored picture is found in the picture.
constexpr std::int64_t mirrored_place(Mirror mirror, std::int64_t row, std::int64_t column,
                                      std::int64_t height, std::int64_t width) {
  const auto bits = static_cast<std::uint8_t>(mirror);
  const std::int64_t from_row = (bits & 2U) != 0 ? height - 1 - row : row;
  const std::int64_t from_column = (bits & 1U) != 0 ? width - 1 - column : column;
  return from_row * width + from_column;
}

}  // namespace sim
