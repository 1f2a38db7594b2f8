#pragma once

#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

/// A file of comma-separated values, read as RFC 4180 says: a map from the head's names to fields, per line.
/// Throws when lines have different numbers of fields.
inline std::vector<std::map<std::string, std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> lines(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      lines.back().back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      lines.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      lines.push_back({""});
    } else {
      lines.back().back() += c;
    }
  }
  lines.pop_back();
  std::vector<std::map<std::string, std::string>> read;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].size() != lines[0].size()) throw std::runtime_error("a line of another length");
    read.emplace_back();
    for (std::size_t f = 0; f < lines[i].size(); ++f) read.back()[lines[0][f]] = lines[i][f];
  }
  return read;
}

inline double number(const std::string& field) {
  return field.empty() ? std::numeric_limits<double>::quiet_NaN() : std::stod(field);
}
