#include <algorithm>

#include "sim/tiff_file.hpp"
#include "sim/tiff_image.hpp"

namespace sim {
namespace {

/// The pixels as numbers of the picture's depth.
template <class Grey>
void write_pixels(const TiffFile& file, const std::string& path, const TiffImage& image) {
  std::vector<Grey> values;
  values.reserve(image.pixels.size());
  for (const float pixel : image.pixels) {
    const auto value = static_cast<Grey>(std::clamp(pixel, 0.0F, 65535.0F));
    if (static_cast<float>(value) != pixel)
      file.refuse("can't hold the grey value " + std::to_string(pixel) + " in " +
                  std::to_string(image.depth) + " bits");
    values.push_back(value);
  }
  const auto size = static_cast<tmsize_t>(values.size() * sizeof(Grey));
  if (TIFFWriteEncodedStrip(file.handle(), 0, values.data(), size) != size || !TIFFFlush(file.handle()))
    throw std::runtime_error(path + ": can't be written (" + file.complaint() + ")");
}

}  // namespace

void write_tiff(const std::string& path, const TiffImage& image) {
  if ((image.depth != 8 && image.depth != 16) || image.pixels.empty() ||
      static_cast<std::int64_t>(image.pixels.size()) != image.height * image.width)
    throw std::invalid_argument(path + ": a picture to write must have pixels of 8 or 16 bits");
  const TiffFile file(path);
  const auto set = [&](std::uint32_t tag, auto value) { TIFFSetField(file.handle(), tag, value); };
  set(TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(image.width));
  set(TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(image.height));
  set(TIFFTAG_BITSPERSAMPLE, image.depth);
  set(TIFFTAG_SAMPLESPERPIXEL, 1);
  set(TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(image.height));
  set(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  set(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  set(TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  image.depth == 8 ? write_pixels<std::uint8_t>(file, path, image)
                   : write_pixels<std::uint16_t>(file, path, image);
}

}  // namespace sim
