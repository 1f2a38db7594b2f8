#pragma once

#include <string>

namespace results {

/// What printf would print, up to 511 characters: numbers for tables and gnuplot, which has no other words.
[[gnu::format(printf, 1, 2)]] std::string formatted(const char* pattern, ...);

/// A number for people: four digits, or all digits before the point, with commas: 0.1235, 768, 11,725,042.
std::string short_number(double value);

}  // namespace results
