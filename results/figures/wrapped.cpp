#include "results/figures/wrapped.hpp"

namespace results {

std::vector<std::string> wrapped(std::string text, std::size_t most) {
  std::vector<std::string> lines;
  while (text.size() > most) {
    const std::size_t joint = text.find_last_of("_-+. ", most - 1);
    const std::size_t length = joint == std::string::npos || joint == 0 ? most : joint + 1;
    lines.push_back(text.substr(0, length - (text[length - 1] == ' ' ? 1 : 0)));
    text.erase(0, length);
  }
  if (!text.empty()) lines.push_back(text);
  return lines;
}

}  // namespace results
