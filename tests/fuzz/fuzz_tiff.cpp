// A TIFF from any bytes: a picture, or a refusal of one line.

#include <cmath>
#include <stdexcept>
#include <string_view>

#include "sim/tiff_image.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using fuzz::expect;
  try {
    const sim::TiffImage image = sim::read_tiff({data, size}, "a.tif");
    expect(image.depth == 8 || image.depth == 16, "a picture has 8 or 16 bits");
    expect(image.height > 0 && image.width > 0, "a picture has pixels");
    expect(static_cast<std::int64_t>(image.pixels.size()) == image.height * image.width, "and all of them");
    const float white = image.depth == 8 ? 255 : 65535;
    for (const float pixel : image.pixels)
      expect(pixel >= 0 && pixel <= white && pixel == std::floor(pixel),
             "grey values are whole and in range");
  } catch (const std::invalid_argument& error) {
    const std::string_view line = error.what();
    expect(line.find('\n') == std::string_view::npos, "a mistake is told in one line");
    expect(line.starts_with("a.tif: "), "and names the file");
  }
  return 0;
}
