#pragma once

#include <string>

namespace results {

/// What printf would print, up to 511 characters: numbers for tables and gnuplot, which has no other words.
[[gnu::format(printf, 1, 2)]] std::string formatted(const char* pattern, ...);

}  // namespace results
