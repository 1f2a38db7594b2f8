#pragma once

#include <string>

#include "sim/plate.hpp"

namespace sim {

/// Which pictures of a well are read.
enum class Sites { ONE, ALL };

/// Where a plate lies and how its files are to be understood. "auto" is found out, or refused where that
/// takes a guess.
struct PlateFiles {
  std::string images;               // a folder of TIFF files
  std::string table = "auto";       // a CSV file; auto: readouts.csv in that folder
  std::string file_names = "auto";  // as ImageNames has it; auto: the preset that fits most files
  std::string plate_column = "auto";
  std::string well_column = "auto";
  std::string channel = "auto";  // auto: the only one there is
  Sites sites = Sites::ONE;      // the first of each well
};

/// Reads images and readouts. What is wrong with the files is thrown as std::invalid_argument, one line that
/// names the file, row and column; what could be left out without harm is told in Plate::notes.
Plate read_plate(const PlateFiles& files);

}  // namespace sim
