#include "sim/image_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <tuple>

#include "sim/image_files.hpp"
#include "sim/in_quotes.hpp"
#include "sim/tiff_image.hpp"

namespace sim {
namespace {

namespace fs = std::filesystem;

using Names = std::vector<std::string>;

bool is_blank(const std::vector<float>& pixels) {
  return std::all_of(pixels.begin(), pixels.end(), [&](float pixel) { return pixel == pixels.front(); });
}

/// Reads the pictures, and of each well only the first that is not blank if `wanted` says so.
void read_pixels(const PlateFiles& wanted, const std::vector<ImageFile>& files, ImageFolder& folder) {
  Names blank;
  std::string first;
  for (const ImageFile& image : files) {
    const NamedImage* last = folder.images.empty() ? nullptr : &folder.images.back();
    const bool same_well = last && last->name.plate == image.name.plate && last->name.well == image.name.well;
    if (same_well && wanted.sites == Sites::ONE) continue;
    TiffImage tiff = read_tiff((fs::path(wanted.images) / image.file).string());
    const auto size = [](auto height, auto width, int depth) {
      return std::to_string(width) + " × " + std::to_string(height) + " pixels of " + std::to_string(depth) +
             " bits";
    };
    if (first.empty()) {
      first = image.file;
      std::tie(folder.height, folder.width, folder.depth) = std::tie(tiff.height, tiff.width, tiff.depth);
    } else if (std::tie(folder.height, folder.width, folder.depth) !=
               std::tie(tiff.height, tiff.width, tiff.depth)) {
      throw std::invalid_argument(
          wanted.images + ": " + in_quotes(first) + " has " +
          size(folder.height, folder.width, folder.depth) + " and " + in_quotes(image.file) + " has " +
          size(tiff.height, tiff.width, tiff.depth) + ": all pictures must have the same size and depth");
    }
    if (is_blank(tiff.pixels)) {
      blank.push_back(image.file);
      continue;
    }
    folder.images.push_back({image.file, image.name, std::move(tiff.pixels)});
  }
  if (folder.images.empty())
    throw std::invalid_argument(wanted.images + ": all pictures are blank: " + in_quotes(blank));
  if (!blank.empty())
    folder.notes.push_back(std::to_string(blank.size()) +
                           " pictures of a single grey value are left out: " + in_quotes(blank));
}

}  // namespace

ImageFolder read_image_folder(const PlateFiles& files) {
  ImageFolder folder;
  read_pixels(files, find_image_files(files, folder.notes), folder);
  return folder;
}

}  // namespace sim
