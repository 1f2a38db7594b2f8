#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace results {

/// Comma-separated values as RFC 4180 has them, but with plain line ends: a head, and lines of as many
/// fields. Numbers are in the shortest form that reads back the same; NaN is an empty field.
class CsvLines {
 public:
  explicit CsvLines(const std::vector<std::string>& head);

  template <class... Fields>
  void add(const Fields&... fields) {
    (add_field(fields), ...);
    end_line();
  }
  /// One field of the line that end_line() ends.
  void add_field(std::string_view text);
  void add_field(double value);
  void add_field(std::integral auto value) { add_field(static_cast<double>(value)); }
  void end_line();

  const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool first_ = true;
};

}  // namespace results
