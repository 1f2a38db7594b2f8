#include "sim/in_quotes.hpp"

#include <algorithm>
#include <numeric>

namespace sim {
namespace {

constexpr std::size_t kLongest = 80;  // bytes of a text that are shown
constexpr std::size_t kMostTexts = 8;

/// Where to cut a text: never inside a character of UTF-8.
std::size_t cut(std::string_view text) {
  std::size_t end = std::min(text.size(), kLongest);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return end;
}

/// Levenshtein distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string in_quotes(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  const std::size_t end = cut(text);
  std::string shown = "'";
  for (const char c : text.substr(0, end)) {
    if (!is_control(c)) {
      shown += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    shown += "\\x";
    shown += digits[byte >> 4U];
    shown += digits[byte & 15U];
  }
  return shown + (end < text.size() ? "…'" : "'");
}

std::string in_quotes(const std::vector<std::string>& texts) {
  std::string line;
  for (std::size_t i = 0; i < std::min(texts.size(), kMostTexts); ++i)
    line += (i == 0 ? "" : ", ") + in_quotes(texts[i]);
  if (texts.size() > kMostTexts) line += " and " + std::to_string(texts.size() - kMostTexts) + " more";
  return line;
}

std::string nearest_of(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = word.size() / 2 + 2;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = candidate;
  }
  return best.empty() ? "" : " (did you mean " + in_quotes(best) + "?)";
}

}  // namespace sim
