#include "sim/tiff_image.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

#include "sim/grey_palette.hpp"
#include "sim/tiff_file.hpp"

namespace sim {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{256} << 20;  // bytes
constexpr const char* kWanted = "pictures must be grey (or a palette of greys), 8 or 16 bits, whole numbers";

std::uint16_t short_tag(const TiffFile& file, std::uint32_t tag, std::uint16_t otherwise) {
  return file.tag<std::uint16_t>(tag).value_or(otherwise);
}

/// Depth and size, or a refusal.
TiffImage described(const TiffFile& file) {
  TiffImage image;
  if (const auto samples = short_tag(file, TIFFTAG_SAMPLESPERPIXEL, 1); samples != 1)
    file.refuse("has " + std::to_string(samples) + " samples per pixel (colours?): " + kWanted);
  image.depth = short_tag(file, TIFFTAG_BITSPERSAMPLE, 1);
  if (image.depth != 8 && image.depth != 16)
    file.refuse("has " + std::to_string(image.depth) + " bits per pixel: " + kWanted);
  if (const auto format = short_tag(file, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
      format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID)
    file.refuse("holds floating-point or signed numbers: " + std::string(kWanted));
  image.height = file.tag<std::uint32_t>(TIFFTAG_IMAGELENGTH).value_or(0);
  image.width = file.tag<std::uint32_t>(TIFFTAG_IMAGEWIDTH).value_or(0);
  if (std::min(image.height, image.width) < 1 ||
      std::max(image.height, image.width) > TiffImage::kLongestSide)
    file.refuse("is " + std::to_string(image.width) + " × " + std::to_string(image.height) +
                " pixels: sides must be between 1 and " + std::to_string(TiffImage::kLongestSide));
  if (!TIFFLastDirectory(file.handle()))
    file.refuse("holds several pictures: there must be one per file, as for one site and channel");
  return image;
}

/// A part of a picture, as it is stored: its upper left corner and size; tiles hang over the edges.
struct Part {
  std::int64_t top, left, height, width;
};

/// Copies a part's values to their places in `values`, [height · width].
template <class Grey>
void place(const Part& part, const std::uint8_t* bytes, const TiffImage& image,
           std::vector<std::uint16_t>& values) {
  const std::int64_t columns = std::min(part.width, image.width - part.left);
  for (std::int64_t row = 0; row < std::min(part.height, image.height - part.top); ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      Grey value;  // libtiff has turned the bytes to this machine's order
      std::memcpy(&value, bytes + (row * part.width + column) * sizeof(Grey), sizeof(Grey));
      values[(part.top + row) * image.width + part.left + column] = value;
    }
  }
}

/// The stored values by strip or tile, [height · width].
std::vector<std::uint16_t> stored_values(const TiffFile& file, const TiffImage& image) {
  const bool tiled = TIFFIsTiled(file.handle()) != 0;
  Part part{0, 0, image.height, image.width};
  if (tiled) {
    part.height = file.tag<std::uint32_t>(TIFFTAG_TILELENGTH).value_or(0);
    part.width = file.tag<std::uint32_t>(TIFFTAG_TILEWIDTH).value_or(0);
    if (std::min(part.height, part.width) < 1 || std::max(part.height, part.width) > TiffImage::kLongestSide)
      file.refuse("has tiles of " + std::to_string(part.width) + " × " + std::to_string(part.height) +
                  " pixels: sides must be between 1 and " + std::to_string(TiffImage::kLongestSide));
  } else {
    const std::int64_t rows = file.tag<std::uint32_t>(TIFFTAG_ROWSPERSTRIP).value_or(0);
    if (rows < 1) file.refuse("has strips of no rows");
    part.height = std::min(rows, image.height);
  }
  std::vector<std::uint16_t> values(image.height * image.width);
  std::vector<std::uint8_t> bytes(part.height * part.width * image.depth / 8);
  std::uint32_t index = 0;
  for (; part.top < image.height; part.top += part.height) {
    for (part.left = 0; part.left < image.width; part.left += part.width, ++index) {
      const std::int64_t rows = tiled ? part.height : std::min(part.height, image.height - part.top);
      const tmsize_t wanted = rows * part.width * image.depth / 8;
      const tmsize_t found = tiled ? TIFFReadEncodedTile(file.handle(), index, bytes.data(), wanted)
                                   : TIFFReadEncodedStrip(file.handle(), index, bytes.data(), wanted);
      if (found != wanted || !file.complaint().empty())
        file.refuse("is cut short or broken: " + std::string(tiled ? "tile " : "strip ") +
                    std::to_string(index + 1) + " can't be read");
      image.depth == 8 ? place<std::uint8_t>(part, bytes.data(), image, values)
                       : place<std::uint16_t>(part, bytes.data(), image, values);
    }
  }
  return values;
}

void apply_palette(const TiffFile& file, const TiffImage& image, std::vector<std::uint16_t>& values) {
  const GreyPalette palette(file, image.depth);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto grey = palette.grey(values[i]);
    if (!grey)
      file.refuse("has a palette of colours (at row " + std::to_string(i / image.width + 1) + ", column " +
                  std::to_string(i % image.width + 1) + "): " + kWanted);
    values[i] = *grey;
  }
}

}  // namespace

TiffImage read_tiff(std::span<const std::uint8_t> bytes, const std::string& name) {
  TiffFile file(bytes, name);
  TiffImage image = described(file);
  const auto compression = short_tag(file, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  if (!TIFFIsCODECConfigured(compression))
    file.refuse("is compressed by a method (" + std::to_string(compression) +
                ") that this libtiff doesn't know: save it uncompressed");
  // LZW warns of files that are only old.
  if (compression != COMPRESSION_LZW) file.heed_warnings();
  std::vector<std::uint16_t> values = stored_values(file, image);
  const std::uint16_t photometric = short_tag(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  if (photometric == PHOTOMETRIC_PALETTE) {
    apply_palette(file, image, values);
  } else if (photometric == PHOTOMETRIC_MINISWHITE) {
    const int white = image.depth == 8 ? 255 : 65535;
    for (std::uint16_t& value : values) value = static_cast<std::uint16_t>(white - value);
  } else if (photometric != PHOTOMETRIC_MINISBLACK) {
    file.refuse("is of the photometric kind " + std::to_string(photometric) + ": " + kWanted);
  }
  image.pixels.assign(values.begin(), values.end());
  return image;
}

TiffImage read_tiff(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : -1;
  if (size < 0) throw std::invalid_argument(path + ": can't be read");
  if (static_cast<std::uintmax_t>(size) > kLargestFile)
    throw std::invalid_argument(path + ": is " + std::to_string(size >> 20) +
                                " MiB: a well's picture has no more than " +
                                std::to_string(kLargestFile >> 20));
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  file.seekg(0);
  if (!file.read(reinterpret_cast<char*>(bytes.data()), size))
    throw std::invalid_argument(path + ": can't be read");
  return read_tiff(bytes, path);
}

}  // namespace sim
