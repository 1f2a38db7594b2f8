#pragma once

#include <string>

namespace results {

/// `text` for a terminal, in one line: blanks for line breaks and tabs, a question mark for each byte that is
/// not UTF-8 and for control characters, which could change what the terminal does.
std::string printable(const std::string& text);

}  // namespace results
