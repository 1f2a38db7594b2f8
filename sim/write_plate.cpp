#include "sim/write_plate.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "sim/csv.hpp"
#include "sim/readout_cell.hpp"
#include "sim/tiff_image.hpp"
#include "sim/well_name.hpp"

namespace sim {
namespace {

namespace fs = std::filesystem;

std::string table_of(const Plate& plate) {
  std::string text = "Plate,Well";
  for (const ReadoutColumn& column : plate.readouts) text += "," + csv_cell(column.name);
  for (std::size_t well = 0; well < plate.wells.size(); ++well) {
    text += "\n" + csv_cell(plate.wells[well].plate) + "," + well_name(plate.wells[well].position);
    for (const ReadoutColumn& column : plate.readouts)
      text += "," + csv_cell(readout_cell(column.values[well]));
  }
  return text + "\n";
}

std::string truth_of(const SimulatedPlate& simulated) {
  std::string text = "readout,responds\n";
  for (std::size_t i = 0; i < simulated.responds.size(); ++i)
    text += csv_cell(simulated.plate.readouts[i].name) + (simulated.responds[i] ? ",yes\n" : ",no\n");
  return text;
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::runtime_error(path.string() + ": can't be written");
}

}  // namespace

void write_plate(const std::string& folder, const SimulatedPlate& simulated) {
  const fs::path whole = fs::path(folder).has_filename() ? fs::path(folder) : fs::path(folder).parent_path();
  if (fs::exists(whole))
    throw std::invalid_argument(folder + ": exists already: a plate is written into a new folder");
  const fs::path partial = whole.string() + ".partial";
  try {
    fs::remove_all(partial);  // of a run that was killed
    fs::create_directories(partial);
    const Plate& plate = simulated.plate;
    for (const WellImage& image : plate.images)
      write_tiff((partial / image.file).string(),
                 {plate.height, plate.width, plate.full_scale > 255 ? 16 : 8, image.pixels});
    write_text(partial / "readouts.csv", table_of(plate));
    write_text(partial / "truth.csv", truth_of(simulated));
    fs::rename(partial, whole);
  } catch (const fs::filesystem_error& error) {
    throw std::runtime_error(folder + ": can't be written (" + error.code().message() + ")");
  }
}

}  // namespace sim
