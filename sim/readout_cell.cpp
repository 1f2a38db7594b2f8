#include "sim/readout_cell.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace sim {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// In capitals and without spaces around it.
std::string tidied(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return "";
  std::string tidy(text.substr(first, text.find_last_not_of(space) - first + 1));
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  std::transform(tidy.begin(), tidy.end(), tidy.begin(), upper);
  return tidy;
}

/// A finite decimal number and nothing else.
std::optional<double> number(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || stop != end || error != std::errc() || !std::isfinite(value)) return {};
  return value;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// What stands behind < or >: a limit's name or its value.
bool is_limit(std::string_view text) {
  const std::string tidy = tidied(text);
  return is_one_of(tidy, {"LLOD", "LLOQ", "ULOD", "ULOQ", "LOD", "LOQ"}) || number(tidy);
}

}  // namespace

std::optional<double> parse_readout(std::string_view cell) {
  const std::string text = tidied(cell);
  if (is_one_of(text, {"", "NA", "N/A", "NAN"})) return std::numeric_limits<double>::quiet_NaN();
  const bool below = text.front() == '<';
  if ((below || text.front() == '>') && is_limit(std::string_view(text).substr(1)))
    return below ? -kInfinity : kInfinity;
  if (is_one_of(text, {"OOR <", "OOR<"})) return -kInfinity;
  if (is_one_of(text, {"OOR >", "OOR>"})) return kInfinity;
  return number(text);
}

bool has_decimal_comma(std::string_view cell) {
  std::string text = tidied(cell);
  if (std::count(text.begin(), text.end(), ',') != 1 || text.find('.') != text.npos) return false;
  std::replace(text.begin(), text.end(), ',', '.');
  return number(text).has_value();
}

std::string readout_cell(double value) {
  if (std::isnan(value)) return "";
  if (std::isinf(value)) return value < 0 ? "<LLOD" : ">ULOD";
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

}  // namespace sim
