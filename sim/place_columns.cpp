#include "sim/place_columns.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/in_quotes.hpp"

namespace sim {
namespace {

using Names = std::vector<std::string>;

// As plain() makes them: "WellId", "well_id" and "Well ID" are one.
const Names kWellNames = {"well",         "wellid",         "wellname",          "wellposition",
                          "metadatawell", "metadatawellid", "imagemetadatawell", "wellnumber"};
const Names kPlateNames = {"plate",         "plateid",      "platename",          "platebarcode",
                           "metadataplate", "platenumber",  "imagemetadataplate", "barcode",
                           "assayplate",    "assaybarcode", "metadatabarcode",    "metadataplatebarcode"};

std::string plain(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') text += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) text += c;
    if (static_cast<unsigned char>(c) >= 0x80) text += c;
  }
  return text;
}

/// The named column, or the one with a usual name; nothing where none has.
std::optional<std::size_t> find(const Names& header, const std::string& wanted, const Names& usual,
                                const std::string& what, const std::string& file) {
  if (wanted != "auto") {
    const auto found = std::find(header.begin(), header.end(), wanted);
    if (found == header.end())
      throw std::invalid_argument(file + ": has no column " + in_quotes(wanted) + nearest_of(wanted, header) +
                                  ": its columns are " + in_quotes(header));
    return found - header.begin();
  }
  Names found;
  std::optional<std::size_t> place;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (std::find(usual.begin(), usual.end(), plain(header[i])) == usual.end()) continue;
    found.push_back(header[i]);
    place = i;
  }
  if (found.size() > 1)
    throw std::invalid_argument(file + ": has several columns that may name the " + what + ": " +
                                in_quotes(found) + ": say which by data." + what + "_column");
  return place;
}

}  // namespace

PlaceIndices find_place_columns(const Names& header, const PlaceColumns& wanted, const std::string& file) {
  PlaceIndices indices;
  const auto well = find(header, wanted.well, kWellNames, "well", file);
  if (!well)
    throw std::invalid_argument(file + ": has no column of wells" + nearest_of("well", header) +
                                ": its columns are " + in_quotes(header) +
                                "; name one by data.well_column, or call it 'well'");
  indices.well = *well;
  indices.plate = find(header, wanted.plate, kPlateNames, "plate", file);
  if (indices.plate == well)
    throw std::invalid_argument(file + ": the column " + in_quotes(header[*well]) +
                                " can't name both the plate and the well");
  return indices;
}

}  // namespace sim
