#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace sim {

/// A well's place, from 0: row 0 is A, row 26 is AA; column 0 is 1.
struct WellPosition {
  int row = 0;
  int column = 0;
  // NOLINTNEXTLINE(modernize-use-nullptr): there is no pointer in it
  auto operator<=>(const WellPosition&) const = default;
};

/// How many wells a plate has.
struct PlateFormat {
  int rows = 8;
  int columns = 12;
  int wells() const { return rows * columns; }
  bool operator==(const PlateFormat&) const = default;
};
inline constexpr PlateFormat kWells96{8, 12};
inline constexpr PlateFormat kWells384{16, 24};
inline constexpr PlateFormat kWells1536{32, 48};

struct PlateWell {
  std::string plate;  // its name; empty where there is a single plate without one
  WellPosition position;
  // NOLINTNEXTLINE(modernize-use-nullptr): nor here
  auto operator<=>(const PlateWell&) const = default;
};

/// One picture of one site of a well.
struct WellImage {
  std::size_t well = 0;       // place in Plate::wells
  std::string site;           // as the file says; may be empty
  std::string file;           // for messages
  std::vector<float> pixels;  // [height · width], row-major, grey values as in the file
};

/// One readout (a cytokine) of every well: −∞ below the limit of detection, +∞ above it, NaN where there is
/// none.
struct ReadoutColumn {
  std::string name;
  std::vector<double> values;  // by well
};

/// Well images and what was measured in the wells: a value, whether read from files or simulated.
struct Plate {
  PlateFormat format;            // of all its plates
  std::vector<PlateWell> wells;  // in order of plate, row and column; those with an image, a readout, or both
  std::int64_t height = 0;       // of every image
  std::int64_t width = 0;
  double full_scale = 255;              // the grey value that counts as 1: 255 or 65535 by the files' depth
  std::vector<WellImage> images;        // in order of wells, and of sites within
  std::vector<ReadoutColumn> readouts;  // in the order of the table
  std::vector<std::string> notes;       // what was left out and why, a line each: for the log
};

/// "A01", "AF48": the letters of the row and at least two digits.
std::string well_name(WellPosition position);
/// The same with the plate's name, where it has one: "plate 2:A01".
std::string well_name(const PlateWell& well);

}  // namespace sim
