#pragma once

#include <cstddef>
#include <string>

#include "results/table_format.hpp"
#include "results/table_lines.hpp"

namespace results {

/// A table for people, as TEXT, MARKDOWN or LATEX (needs booktabs).
std::string written_table(const TableLines& table, TableFormat format);

/// A sentence in lines that a terminal shows without breaking words; the second and later ones are indented.
std::string folded(const std::string& sentence);

/// Columns that a terminal needs for a text in UTF-8.
std::size_t shown_width(const std::string& text);

/// A field of a CSV file (RFC 4180).
std::string csv_field(const std::string& text);

}  // namespace results
