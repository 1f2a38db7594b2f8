#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/image_names.hpp"
#include "sim/plate_reader.hpp"

namespace sim {

/// A picture of a plate, with what its file's name says.
struct NamedImage {
  std::string file;  // its name in the folder
  ImageName name;
  std::vector<float> pixels;  // [height · width]
};

/// The pictures in a folder: of one channel, all of one size and depth, in order of plate, well and site.
struct ImageFolder {
  std::vector<NamedImage> images;
  std::int64_t height = 0;
  std::int64_t width = 0;
  int depth = 8;
  std::vector<std::string> notes;  // files that were left out
};

/// Refuses, by std::invalid_argument, a folder without usable pictures, pictures that differ in size or
/// depth, two files for one site, and pictures of different wells that are the same up to turns and flips.
ImageFolder read_image_folder(const PlateFiles& files);

}  // namespace sim
