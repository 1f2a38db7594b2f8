#include "results/formatted.hpp"

#include <array>
#include <cmath>
#include <cstdarg>
#include <cstdio>

namespace results {

std::string formatted(const char* pattern, ...) {
  std::array<char, 512> text{};
  va_list arguments;
  va_start(arguments, pattern);
  std::vsnprintf(text.data(), text.size(), pattern, arguments);
  va_end(arguments);
  return text.data();
}

std::string short_number(double value) {
  constexpr double kFourDigits = 9999.5;
  constexpr double kMostDigits = 1e15;  // what doubles keep
  if (!(std::abs(value) >= kFourDigits) || !(std::abs(value) < kMostDigits)) return formatted("%.4g", value);
  std::string digits = formatted("%.0f", value);
  const std::size_t first = value < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

}  // namespace results
