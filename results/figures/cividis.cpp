#include "results/figures/cividis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace results {
namespace {

/// Evenly spaced places of the published map.
constexpr std::array<unsigned, 9> kPlaces = {0x00204C, 0x01356E, 0x404C6B, 0x5F636E, 0x7B7A77,
                                             0x9B9377, 0xBCAE6E, 0xDFCB5D, 0xFFE945};

double part(unsigned colour, unsigned shift) { return static_cast<double>((colour >> shift) & 0xFFU); }

}  // namespace

unsigned cividis(double share) {
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(kPlaces.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), kPlaces.size() - 2);
  const double beyond = place - static_cast<double>(below);
  unsigned colour = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double from = part(kPlaces[below], shift);
    const double mixed = from + beyond * (part(kPlaces[below + 1], shift) - from);
    colour |= static_cast<unsigned>(std::lround(mixed)) << shift;
  }
  return colour;
}

unsigned text_colour_on(unsigned colour) {
  // Luma of ITU-R BT.601.
  const double luma = 0.299 * part(colour, 16) + 0.587 * part(colour, 8) + 0.114 * part(colour, 0);
  return luma > 115 ? 0x000000 : 0xFFFFFF;
}

}  // namespace results
