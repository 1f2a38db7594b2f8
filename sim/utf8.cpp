#include "sim/utf8.hpp"

#include <cstdint>

namespace sim {
namespace {

/// How many bytes the character has that begins with this one; 0 where none does.
std::size_t length_of(unsigned char first) {
  if (first == 0) return 0;
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

}  // namespace

std::size_t first_not_utf8(std::string_view text) {
  for (std::size_t place = 0; place < text.size();) {
    const auto first = static_cast<unsigned char>(text[place]);
    const std::size_t length = length_of(first);
    if (length == 0 || length > text.size() - place) return place;
    std::uint32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
      const auto byte = static_cast<unsigned char>(text[place + i]);
      if ((byte & 0xC0U) != 0x80) return place;
      code = (code << 6U) | (byte & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return place;
    place += length;
  }
  return text.size();
}

}  // namespace sim
