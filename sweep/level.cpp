#include "sweep/level.hpp"

#include <algorithm>
#include <charconv>

namespace sweep {
namespace {

std::string number_text(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

}  // namespace

Level::Level(Map value) {
  std::sort(value.begin(), value.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  value_ = std::move(value);
}

std::string Level::text() const {
  if (is_bool()) return boolean() ? "true" : "false";
  if (is_number()) return number_text(number());
  if (is_string()) return string();
  std::string text;
  if (is_list()) {
    for (const Level& item : list()) text += (text.empty() ? "" : ", ") + item.text();
    return "[" + text + "]";
  }
  for (const auto& [key, item] : map()) text += (text.empty() ? "" : ", ") + key + ": " + item.text();
  return "{" + text + "}";
}

bool Level::operator==(const Level& other) const {
  return value_.index() == other.value_.index() && text() == other.text();
}

}  // namespace sweep
