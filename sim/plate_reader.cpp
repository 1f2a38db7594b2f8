#include "sim/plate_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>

#include "sim/image_folder.hpp"
#include "sim/in_quotes.hpp"
#include "sim/readout_table.hpp"
#include "sim/well_name.hpp"

namespace sim {
namespace {

using Names = std::vector<std::string>;

std::set<std::string> plates_of(const ImageFolder& folder) {
  std::set<std::string> plates;
  for (const NamedImage& image : folder.images) plates.insert(image.name.plate);
  return plates;
}

std::set<std::string> plates_of(const ReadoutTable& table) {
  std::set<std::string> plates;
  for (const PlateWell& well : table.wells) plates.insert(well.plate);
  return plates;
}

std::string listed(const std::set<std::string>& names) {
  return in_quotes(Names(names.begin(), names.end()));
}

/// Brings the plates of images and table together: where only one side names them and names one, that is it.
void agree_on_plates(const PlateFiles& files, ImageFolder& folder, ReadoutTable& table) {
  const auto in_files = plates_of(folder);
  const auto in_table = plates_of(table);
  const bool files_name_plates = in_files != std::set<std::string>{""};
  if (!table.names_plates) {
    if (in_files.size() > 1)
      throw std::invalid_argument(files.table + ": has no column of plates, and the files in " +
                                  files.images + " are of several: " + listed(in_files) +
                                  "; name the column by data.plate_column");
    for (PlateWell& well : table.wells) well.plate = *in_files.begin();
    return;
  }
  if (!files_name_plates) {
    if (in_table.size() > 1)
      throw std::invalid_argument(files.table + ": names several plates, " + listed(in_table) +
                                  ", and the file names in " + files.images +
                                  " none: give data.file_names a group (?<plate>…)");
    for (NamedImage& image : folder.images) image.name.plate = *in_table.begin();
    return;
  }
  const auto without_images = [&](const std::string& plate) { return !in_files.contains(plate); };
  if (std::all_of(in_table.begin(), in_table.end(), without_images))
    throw std::invalid_argument(files.table + ": names the plates " + listed(in_table) + ", the files in " +
                                files.images + " the plates " + listed(in_files) +
                                ": there must be one that both name");
  for (const std::string& plate : in_table)
    if (without_images(plate))
      table.notes.push_back("plate " + in_quotes(plate) + " has no pictures: its readouts are left out");
}

/// The wells with an image or a readout, in order.
std::map<PlateWell, std::size_t> wells_of(const ImageFolder& folder, const ReadoutTable& table) {
  const auto plates = plates_of(folder);
  std::map<PlateWell, std::size_t> wells;
  for (const NamedImage& image : folder.images) wells[{image.name.plate, image.name.well}];
  for (const PlateWell& well : table.wells)
    if (plates.contains(well.plate)) wells[well];
  std::size_t place = 0;
  for (auto& [well, index] : wells) index = place++;
  return wells;
}

/// Counts the wells that lack images or readouts.
void note_gaps(const PlateFiles& files, const ReadoutTable& table, Plate& plate) {
  std::set<std::size_t> pictured;
  for (const WellImage& image : plate.images) pictured.insert(image.well);
  const std::set<PlateWell> measured(table.wells.begin(), table.wells.end());
  Names no_image, no_readout;
  for (std::size_t i = 0; i < plate.wells.size(); ++i) {
    if (!pictured.contains(i)) no_image.push_back(well_name(plate.wells[i]));
    if (!measured.contains(plate.wells[i])) no_readout.push_back(well_name(plate.wells[i]));
  }
  if (no_image.size() + no_readout.size() == plate.wells.size())
    throw std::invalid_argument(files.table + ": no well has both a row here and a picture in " +
                                files.images + ": pictures are of " + in_quotes(no_readout) + ", rows of " +
                                in_quotes(no_image));
  const auto note = [&](const Names& wells, const std::string& what) {
    if (!wells.empty())
      plate.notes.push_back(std::to_string(wells.size()) + " of " + std::to_string(plate.wells.size()) +
                            " wells have " + what + ": " + in_quotes(wells));
  };
  note(no_image, "readouts and no picture");
  note(no_readout, "pictures and no readouts");
}

}  // namespace

Plate read_plate(const PlateFiles& asked) {
  PlateFiles files = asked;
  if (files.table.empty() || files.table == "auto")
    files.table = (std::filesystem::path(files.images) / "readouts.csv").string();
  ImageFolder folder = read_image_folder(files);
  ReadoutTable table = read_readout_table(files.table, {files.plate_column, files.well_column});
  agree_on_plates(files, folder, table);
  const auto wells = wells_of(folder, table);

  Plate plate;
  std::vector<WellPosition> positions;
  for (const auto& [well, index] : wells) {
    plate.wells.push_back(well);
    positions.push_back(well.position);
  }
  plate.format = format_that_holds(positions);
  plate.height = folder.height;
  plate.width = folder.width;
  plate.full_scale = folder.depth == 8 ? 255 : 65535;
  for (NamedImage& image : folder.images)
    plate.images.push_back({wells.at({image.name.plate, image.name.well}), image.name.site, image.file,
                            std::move(image.pixels)});
  for (const ReadoutColumn& column : table.readouts) {
    ReadoutColumn by_well{column.name,
                          std::vector<double>(wells.size(), std::numeric_limits<double>::quiet_NaN())};
    for (std::size_t row = 0; row < table.wells.size(); ++row)
      if (const auto well = wells.find(table.wells[row]); well != wells.end())
        by_well.values[well->second] = column.values[row];
    plate.readouts.push_back(std::move(by_well));
  }
  plate.notes = folder.notes;
  plate.notes.insert(plate.notes.end(), table.notes.begin(), table.notes.end());
  note_gaps(files, table, plate);
  return plate;
}

}  // namespace sim
