#pragma once

#include <cstddef>
#include <string>

namespace results {

/// A name of at most `longest` bytes of UTF-8, with … where something was cut off.
inline std::string short_name(const std::string& name, std::size_t longest) {
  if (name.size() <= longest) return name;
  std::size_t end = longest - 1;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end) + "…";
}

}  // namespace results
