#pragma once

#include <cstddef>
#include <string_view>

namespace sim {

/// The place of the first byte that does not belong to a character of UTF-8, or is a zero; the text's length
/// where all is well.
std::size_t first_not_utf8(std::string_view text);

}  // namespace sim
