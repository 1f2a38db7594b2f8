#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sim {

inline bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// What a file says, for a message of one line: 'text', control characters as "\x0a", long texts cut short.
std::string in_quotes(std::string_view text);

/// The first few of them and how many more there are: "'a', 'b', 'c' and 7 more".
std::string in_quotes(const std::vector<std::string>& texts);

/// The candidate closest to `word` by edit distance, as " (did you mean 'x'?)"; empty where none is near.
std::string nearest_of(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace sim
