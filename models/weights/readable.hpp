#pragma once

#include <string>
#include <string_view>

namespace models {

// A name from a file, fit for a line of text: in quotes, without control characters, cut where it is long.
std::string readable(std::string_view name);

}  // namespace models
