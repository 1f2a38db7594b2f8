#pragma once

#include <string>
#include <string_view>

#include "results/table_lines.hpp"

namespace results::html {

/// `text` for an HTML page, whatever is in it.
std::string escaped(std::string_view text);

/// A table that scrolls sideways where the page is narrow; its notes stand below it.
std::string table(const TableLines& table);

/// An SVG picture inside the page (RFC 2397, so that its names can't meet those of another), two fifths
/// larger than as in print where the page is wide enough; it scrolls sideways where that is narrower than
/// print.
std::string picture(std::string_view svg, std::string_view described_as);

}  // namespace results::html
