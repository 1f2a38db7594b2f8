#include "models/weights/readable.hpp"

#include <algorithm>

namespace models {

std::string readable(std::string_view name) {
  constexpr size_t kLongest = 80;
  std::string text(name.substr(0, kLongest));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return '"' + text + (name.size() > kLongest ? "…\"" : "\"");
}

}  // namespace models
