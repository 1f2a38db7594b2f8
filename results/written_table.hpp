#pragma once

#include <string>

#include "results/table_format.hpp"
#include "results/table_lines.hpp"

namespace results {

/// A table for people, as TEXT, MARKDOWN or LATEX (needs booktabs).
std::string written_table(const TableLines& table, TableFormat format);

/// A field of a CSV file (RFC 4180).
std::string csv_field(const std::string& text);

}  // namespace results
