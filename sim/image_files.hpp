#pragma once

#include <string>
#include <vector>

#include "sim/image_names.hpp"
#include "sim/plate_reader.hpp"

namespace sim {

/// A picture's file, not read yet.
struct ImageFile {
  std::string file;  // its name in the folder
  ImageName name;
};

/// The TIFF files of a folder that belong to the plate: of one channel, in order of plate, well and site.
/// Names that do not fit are told in `notes`. Refuses, by std::invalid_argument, a folder without pictures, a
/// channel that is not there or not given where there are several, and two files for one site.
std::vector<ImageFile> find_image_files(const PlateFiles& wanted, std::vector<std::string>& notes);

}  // namespace sim
