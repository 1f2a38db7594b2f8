#include "results/printable.hpp"

#include <cstddef>
#include <cstdint>

namespace results {
namespace {

/// Bytes of the UTF-8 character at `at`; 0 when there is none.
std::size_t character_size(const std::string& text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0);
  };
  const unsigned char first = byte(0);
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xC2 ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  if (size <= 1) return size;
  std::uint32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
    value = value << 6U | (byte(i) & 0x3FU);
  }
  const bool too_long = size == 3 ? value < 0x800 : size == 4 && value < 0x10000;
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  return too_long || surrogate || value > 0x10FFFF ? 0 : size;
}

}  // namespace

std::string printable(const std::string& text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_size(text, at);
    const auto first = static_cast<unsigned char>(text[at]);
    const bool second_controls =
        size == 2 && first == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0;
    if (first == '\n' || first == '\t' || first == '\r') {
      shown += ' ';
    } else if (size == 0 || first < 0x20 || first == 0x7F || second_controls) {
      shown += '?';
    } else {
      shown.append(text, at, size);
    }
    at += size == 0 ? 1 : size;
  }
  return shown;
}

}  // namespace results
