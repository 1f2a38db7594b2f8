#pragma once

#include <string>

namespace results {

enum class TableFormat { TEXT, MARKDOWN, CSV, LATEX };

/// By its name on the command line: text, markdown, csv or latex. Throws InputError with the nearest.
TableFormat parse_table_format(const std::string& name);

}  // namespace results
