// A table of readouts from any bytes: wells and their values, or a refusal of one line.

#include <cmath>
#include <set>
#include <stdexcept>
#include <string_view>

#include "sim/csv.hpp"
#include "sim/readout_cell.hpp"
#include "sim/readout_table.hpp"
#include "sim/well_name.hpp"
#include "target.hpp"

namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// Written as write_plate does, the table is read back as it was.
void check_written(const sim::ReadoutTable& table) {
  std::string text = "plate,well";
  for (const auto& readout : table.readouts) text += "," + sim::csv_cell(readout.name);
  for (std::size_t row = 0; row < table.wells.size(); ++row) {
    text +=
        "\n" + sim::csv_cell("P" + table.wells[row].plate) + "," + sim::well_name(table.wells[row].position);
    for (const auto& readout : table.readouts) text += "," + sim::readout_cell(readout.values[row]);
  }
  const sim::ReadoutTable again = sim::parse_readout_table(text, "b.csv", {"plate", "well"});
  fuzz::expect(again.readouts.size() == table.readouts.size(), "no column is lost");
  for (std::size_t column = 0; column < table.readouts.size(); ++column) {
    fuzz::expect(again.readouts[column].name == table.readouts[column].name, "names are kept");
    for (std::size_t row = 0; row < table.wells.size(); ++row)
      fuzz::expect(same(again.readouts[column].values[row], table.readouts[column].values[row]),
                   "and values");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using fuzz::expect;
  sim::ReadoutTable table;
  try {
    table = sim::parse_readout_table({reinterpret_cast<const char*>(data), size}, "a.csv");
  } catch (const std::invalid_argument& error) {
    const std::string_view line = error.what();
    expect(line.find_first_of("\r\n") == std::string_view::npos, "a mistake is told in one line");
    expect(line.starts_with("a.csv:"), "and names the file");
    return 0;
  }
  expect(!table.wells.empty() && !table.readouts.empty(), "a table has wells and readouts");
  expect(std::set<sim::PlateWell>(table.wells.begin(), table.wells.end()).size() == table.wells.size(),
         "a well has one row");
  std::set<std::string> names;
  for (const auto& readout : table.readouts) {
    expect(!readout.name.empty() && names.insert(readout.name).second, "readouts have names that differ");
    expect(readout.values.size() == table.wells.size(), "and a value for every well");
  }
  if (!names.contains("plate") && !names.contains("well")) check_written(table);
  return 0;
}
