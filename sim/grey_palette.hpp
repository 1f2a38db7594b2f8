#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace sim {

class TiffFile;

/// What a palette makes of the indices of a picture, as long as it makes them grey. An identity ramp gives
/// the indices themselves.
class GreyPalette {
 public:
  GreyPalette(const TiffFile& file, int depth);

  /// The grey value of an index; nothing where it is a colour.
  std::optional<std::uint16_t> grey(std::uint16_t index) const;

 private:
  struct Entry {
    std::uint16_t red, green, blue;
  };
  std::vector<Entry> entries_;
  unsigned shift_ = 0;  // from the palette's 16 bits to the picture's depth
};

}  // namespace sim
