#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sim {

/// A grey picture as a TIFF file holds it.
struct TiffImage {
  std::int64_t height = 0;
  std::int64_t width = 0;
  int depth = 8;              // bits of a grey value: 8 or 16
  std::vector<float> pixels;  // [height · width], row-major: 0 is black, 2^depth − 1 is white

  static constexpr std::int64_t kLongestSide = 4096;  // longer ones are refused before anything is allocated
  bool operator==(const TiffImage&) const = default;
};

/// Strips or tiles, either byte order, any compression that libtiff knows; grey or a palette of greys. The
/// tag Orientation is not heeded. Anything else, and a file that is cut short or broken, is refused:
/// std::invalid_argument, one line that names the file.
TiffImage read_tiff(const std::string& path);

/// The same from a file's bytes; `name` is for messages.
TiffImage read_tiff(std::span<const std::uint8_t> bytes, const std::string& name);

/// Uncompressed, one strip; grey values must be whole and within the depth. Throws std::runtime_error where
/// the file can't be written.
void write_tiff(const std::string& path, const TiffImage& image);

}  // namespace sim
