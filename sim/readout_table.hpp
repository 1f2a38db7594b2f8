#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/plate.hpp"

namespace sim {

/// Which columns of a readout table say where a row belongs: "auto" finds them by their usual names.
struct PlaceColumns {
  std::string plate = "auto";
  std::string well = "auto";
};

/// A table of readouts: a row per well.
struct ReadoutTable {
  bool names_plates = false;            // it has a column of plates
  std::vector<PlateWell> wells;         // by row
  std::vector<ReadoutColumn> readouts;  // their values by row
  std::vector<std::string> notes;       // what was left out, a line each
};

/// Reads a CSV file. Columns without any number (names of compounds) are left out with a note; everything
/// else that is no readout is refused: std::invalid_argument, a line with the file, the row's line and the
/// column.
ReadoutTable read_readout_table(const std::string& path, const PlaceColumns& columns = {});

/// The same from the file's text; `file` is for messages.
ReadoutTable parse_readout_table(std::string_view text, const std::string& file,
                                 const PlaceColumns& columns = {});

}  // namespace sim
