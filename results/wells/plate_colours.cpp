#include "results/wells/plate_colours.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace results {

unsigned colour_of(double probability) {
  constexpr std::array<double, 3> low = {0x00, 0x72, 0xB2};
  constexpr std::array<double, 3> middle = {0xF5, 0xF5, 0xF0};
  constexpr std::array<double, 3> high = {0xD5, 0x5E, 0x00};
  const double share = std::clamp(2 * std::abs(probability - 0.5), 0.0, 1.0);
  unsigned colour = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double end = probability < 0.5 ? low[i] : high[i];
    colour = colour << 8U | static_cast<unsigned>(std::lround(middle[i] + share * (end - middle[i])));
  }
  return colour;
}

}  // namespace results
