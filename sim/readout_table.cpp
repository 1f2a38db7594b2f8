#include "sim/readout_table.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>

#include "sim/csv.hpp"
#include "sim/in_quotes.hpp"
#include "sim/place_columns.hpp"
#include "sim/readout_cell.hpp"
#include "sim/well_name.hpp"

namespace sim {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// A table whose records all have the header's length and whose column names differ.
class CheckedTable {
 public:
  CheckedTable(std::string_view text, const std::string& file)
      : file_(file), records_(parse_csv(text, file)) {
    if (records_.size() < 2)
      throw std::invalid_argument(file +
                                  ": is empty: there must be a line of column names and a line per well");
    for (const std::string& name : records_.front().cells) header_.push_back(trimmed(name));
    records_.erase(records_.begin());
    for (const CsvRecord& record : records_)
      if (record.cells.size() != header_.size())
        refuse(record, "has " + std::to_string(record.cells.size()) + " cells: the header has " +
                           std::to_string(header_.size()));
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      const auto [other, is_new] = seen.emplace(header_[i], i);
      if (!is_new && !header_[i].empty())
        throw std::invalid_argument(file + ": columns " + std::to_string(other->second + 1) + " and " +
                                    std::to_string(i + 1) + " have the same name " + in_quotes(header_[i]));
      if (std::any_of(header_[i].begin(), header_[i].end(), is_control))
        throw std::invalid_argument(file + ": the name of column " + std::to_string(i + 1) + ", " +
                                    in_quotes(header_[i]) + ", must be of one line, without tabs");
    }
  }

  const std::vector<std::string>& header() const { return header_; }
  const std::vector<CsvRecord>& records() const { return records_; }

  [[noreturn]] void refuse(const CsvRecord& record, const std::string& why) const {
    throw std::invalid_argument(file_ + ":" + std::to_string(record.line) + ": " + why);
  }
  [[noreturn]] void refuse(const CsvRecord& record, std::size_t column, const std::string& why) const {
    refuse(record, "column " + in_quotes(header_[column]) + ": " + why);
  }

 private:
  const std::string& file_;
  std::vector<std::string> header_;
  std::vector<CsvRecord> records_;
};

std::vector<PlateWell> wells_of(const CheckedTable& table, const PlaceIndices& indices) {
  std::vector<PlateWell> wells;
  std::map<PlateWell, std::size_t> lines;
  for (const CsvRecord& record : table.records()) {
    PlateWell well;
    if (indices.plate) {
      well.plate = trimmed(record.cells[*indices.plate]);
      if (well.plate.empty()) table.refuse(record, *indices.plate, "the plate is missing");
    }
    try {
      well.position = parse_well(record.cells[indices.well]);
    } catch (const std::invalid_argument& error) {
      table.refuse(record, indices.well, error.what());
    }
    const auto [other, is_new] = lines.emplace(well, record.line);
    if (!is_new)
      table.refuse(record, indices.well,
                   "well " + in_quotes(well_name(well)) + " stands in line " + std::to_string(other->second) +
                       " already: there must be one row per well");
    wells.push_back(std::move(well));
  }
  return wells;
}

/// The column's values; an empty list where it has texts and no number at all.
std::vector<double> values_of(const CheckedTable& table, std::size_t column) {
  std::vector<double> values;
  const CsvRecord* wrong = nullptr;
  std::size_t told = 0;  // cells that say something about a value
  for (const CsvRecord& record : table.records()) {
    const auto value = parse_readout(record.cells[column]);
    if (!value && has_decimal_comma(record.cells[column]))
      table.refuse(record, column,
                   in_quotes(record.cells[column]) + " has a decimal comma: numbers must have a point");
    if (!value && !wrong) wrong = &record;
    if (value && !std::isnan(*value)) ++told;
    values.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  if (wrong && told > 0)
    table.refuse(
        *wrong, column,
        in_quotes(wrong->cells[column]) + " is no readout: must be a number, '<LLOD', '>ULOD', or empty");
  return wrong ? std::vector<double>{} : values;
}

}  // namespace

ReadoutTable parse_readout_table(std::string_view text, const std::string& file,
                                 const PlaceColumns& columns) {
  const CheckedTable table(text, file);
  const PlaceIndices indices = find_place_columns(table.header(), columns, file);
  ReadoutTable readouts{indices.plate.has_value(), wells_of(table, indices), {}, {}};
  for (std::size_t column = 0; column < table.header().size(); ++column) {
    if (column == indices.well || column == indices.plate) continue;
    const std::string& name = table.header()[column];
    auto values = values_of(table, column);
    if (name.empty() || values.empty())
      readouts.notes.push_back(file + ": column " + std::to_string(column + 1) + ", " + in_quotes(name) +
                               (name.empty() ? ", has no name" : ", holds no numbers") + ": left out");
    else
      readouts.readouts.push_back({name, std::move(values)});
  }
  if (readouts.readouts.empty())
    throw std::invalid_argument(file + ": has no column of readouts beside " + in_quotes(table.header()));
  return readouts;
}

ReadoutTable read_readout_table(const std::string& path, const PlaceColumns& columns) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw std::invalid_argument(path + ": can't be read: there must be a CSV table of readouts");
  return parse_readout_table(text, path, columns);
}

}  // namespace sim
