#include "sim/well_name.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "sim/in_quotes.hpp"

namespace sim {
namespace {

constexpr int kLetters = 26;
constexpr std::size_t kMostDigits = 3;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t";
  const std::size_t first = text.find_first_not_of(space);
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// From 1; nothing where the text is no such number.
std::optional<int> number(std::string_view digits) {
  int value = 0;
  const char* end = digits.data() + digits.size();
  if (digits.empty() || digits.size() > kMostDigits || digits[0] < '0' || digits[0] > '9') return {};
  if (std::from_chars(digits.data(), end, value).ptr != end || value < 1) return {};
  return value;
}

/// A is 1, AA is 27, whatever the case.
std::optional<int> letters(std::string_view text) {
  if (text.empty() || text.size() > 2) return {};
  int value = 0;
  for (const char c : text) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper < 'A' || upper > 'Z') return {};
    value = value * kLetters + (upper - 'A' + 1);
  }
  return value;
}

WellPosition checked(std::optional<int> row, std::optional<int> column, std::string_view text) {
  if (row && column && *row <= kWells1536.rows && *column <= kWells1536.columns)
    return {*row - 1, *column - 1};
  throw std::invalid_argument(
      in_quotes(text) + " is no well: wells are A1 or A01 to H12, P24 or AF48 (96, 384 and 1,536 wells)");
}

}  // namespace

WellPosition parse_well(std::string_view text) {
  const std::string_view name = trimmed(text);
  const std::size_t digits = std::min(name.find_first_of("0123456789"), name.size());
  return checked(letters(name.substr(0, digits)), number(name.substr(digits)), text);
}

WellPosition parse_well(std::string_view row, std::string_view column) {
  const std::string_view name = trimmed(row);
  const auto place = letters(name);
  return checked(place ? place : number(name), number(trimmed(column)),
                 "row " + std::string(row) + ", column " + std::string(column));
}

PlateFormat format_that_holds(const std::vector<WellPosition>& positions) {
  for (const PlateFormat& format : {kWells96, kWells384, kWells1536}) {
    const auto inside = [&](WellPosition p) { return p.row < format.rows && p.column < format.columns; };
    if (std::all_of(positions.begin(), positions.end(), inside)) return format;
  }
  throw std::invalid_argument("a plate has at most 1,536 wells, A01 to AF48");
}

std::string well_name(WellPosition position) {
  const auto letter = [](int place) { return std::string(1, static_cast<char>('A' + place)); };
  const int row = position.row;
  const std::string digits = std::to_string(position.column + 1);
  return (row < kLetters ? "" : letter(row / kLetters - 1)) + letter(row % kLetters) +
         (digits.size() < 2 ? "0" : "") + digits;
}

std::string well_name(const PlateWell& well) {
  return (well.plate.empty() ? "" : well.plate + ":") + well_name(well.position);
}

}  // namespace sim
