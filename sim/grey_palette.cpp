#include "sim/grey_palette.hpp"

#include <algorithm>

#include "sim/tiff_file.hpp"

namespace sim {

GreyPalette::GreyPalette(const TiffFile& file, int depth) {
  const std::uint16_t* red = nullptr;
  const std::uint16_t* green = nullptr;
  const std::uint16_t* blue = nullptr;
  if (TIFFGetField(file.handle(), TIFFTAG_COLORMAP, &red, &green, &blue) != 1 || !red || !green || !blue)
    file.refuse("says that its grey values are places in a palette, but has no palette");
  const std::size_t values = depth == 8 ? 256 : 65536;
  for (std::size_t i = 0; i < values; ++i) entries_.push_back({red[i], green[i], blue[i]});
  // Some programs write the values of an 8-bit palette as they are, others stretched to 16 bits, by 256 or
  // by 257; the upper byte is the same for the latter two.
  const auto wide = [](const Entry& e) { return std::max({e.red, e.green, e.blue}) > 255; };
  shift_ = depth == 8 && std::any_of(entries_.begin(), entries_.end(), wide) ? 8 : 0;
}

std::optional<std::uint16_t> GreyPalette::grey(std::uint16_t index) const {
  const Entry& entry = entries_[index];
  if (entry.red != entry.green || entry.green != entry.blue) return {};
  return static_cast<std::uint16_t>(entry.red >> shift_);
}

}  // namespace sim
