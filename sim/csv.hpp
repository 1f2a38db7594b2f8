#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

/// One record of a CSV file.
struct CsvRecord {
  std::size_t line = 0;  // where it begins, from 1
  std::vector<std::string> cells;
};

/// A CSV file as RFC 4180 has it: quoted cells may hold separators, line ends and doubled quotes. Separated
/// by commas, semicolons or tabs, whichever the first line has most of; lines end with LF, CR LF or CR. A
/// byte order mark and records without any text are left out. Refused (std::invalid_argument with file and
/// line): quotes in the middle of a cell, a quote that is never closed, text that is not UTF-8.
std::vector<CsvRecord> parse_csv(std::string_view text, const std::string& file);

/// A cell to be written: quoted where it needs to be.
std::string csv_cell(std::string_view text);

}  // namespace sim
