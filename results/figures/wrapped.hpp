#pragma once

#include <string>
#include <vector>

namespace results {

/// Lines of at most `most` characters, broken where a name has a joint if it has one.
std::vector<std::string> wrapped(std::string text, std::size_t most);

}  // namespace results
