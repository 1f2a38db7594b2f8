#include "results/formatted.hpp"

#include <array>
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

}  // namespace results
