#include "results/wells/well_place.hpp"

namespace results {
namespace {

constexpr int kMostRows = 32;
constexpr int kMostColumns = 48;
constexpr int kLetters = 26;

}  // namespace

std::optional<WellPlace> WellPlace::of(const std::string& name) {
  WellPlace place;
  const std::size_t colon = name.rfind(':');
  if (colon != std::string::npos) place.plate = name.substr(0, colon);
  std::size_t at = colon == std::string::npos ? 0 : colon + 1;
  int row = 0;
  for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z' && row <= kMostRows; ++at) {
    row = kLetters * row + (name[at] - 'A' + 1);
  }
  int column = 0;
  for (; at < name.size() && name[at] >= '0' && name[at] <= '9' && column <= kMostColumns; ++at) {
    column = 10 * column + (name[at] - '0');
  }
  if (at != name.size() || row < 1 || row > kMostRows || column < 1 || column > kMostColumns) {
    return std::nullopt;
  }
  place.row = row - 1;
  place.column = column - 1;
  return place;
}

std::string row_letters(int row) {
  const auto letter = [](int i) { return std::string(1, static_cast<char>('A' + i)); };
  return (row < kLetters ? "" : letter(row / kLetters - 1)) + letter(row % kLetters);
}

}  // namespace results
