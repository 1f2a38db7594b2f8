#include "sim/csv.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "sim/in_quotes.hpp"
#include "sim/utf8.hpp"

namespace sim {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// What the first line has most of, outside quotes; of equals what is rarer in names; a comma where it has
/// none.
char separator_of(std::string_view text) {
  constexpr std::string_view separators = "\t;,";
  std::array<std::size_t, separators.size()> counts{};
  bool in_quotes = false;
  for (const char c : text) {
    if (c == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (c == '\n' || c == '\r') break;
    const std::size_t which = separators.find(c);
    if (which != std::string_view::npos) ++counts[which];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most == 0 ? ',' : separators[most - counts.begin()];
}

/// Takes a text apart, cell by cell.
class CsvParser {
 public:
  CsvParser(std::string_view text, const std::string& file)
      : text_(text), file_(file), separator_(separator_of(text)) {}

  std::vector<CsvRecord> records() {
    std::vector<CsvRecord> all;
    while (place_ < text_.size()) {
      CsvRecord record{line_, {}};
      do record.cells.push_back(cell());
      while (take(separator_));
      end_line();
      const bool blank = std::all_of(record.cells.begin(), record.cells.end(),
                                     [](const auto& c) { return c.find_first_not_of(" \t") == c.npos; });
      if (!blank) all.push_back(std::move(record));
    }
    return all;
  }

 private:
  bool take(char c) {
    if (place_ >= text_.size() || text_[place_] != c) return false;
    ++place_;
    return true;
  }

  bool at_end_of_cell() const {
    return place_ >= text_.size() || text_[place_] == separator_ || text_[place_] == '\n' ||
           text_[place_] == '\r';
  }

  void end_line() {
    const bool returned = take('\r');
    if (take('\n') || returned) ++line_;
  }

  std::string cell() {
    if (take('"')) return quoted_cell();
    std::string value;
    for (; !at_end_of_cell(); ++place_) {
      if (text_[place_] == '"')
        refuse(line_, "a quote in the middle of a cell, after " + in_quotes(value) +
                          ": a cell with quotes must be quoted and its quotes doubled");
      value += text_[place_];
    }
    return value;
  }

  std::string quoted_cell() {
    const std::size_t first_line = line_;
    std::string value;
    while (true) {
      if (place_ >= text_.size()) refuse(first_line, "a quote that begins here is never closed");
      const char c = text_[place_++];
      if (c == '"' && !take('"')) break;
      if (c == '\n' || (c == '\r' && (place_ >= text_.size() || text_[place_] != '\n'))) ++line_;
      value += c;
    }
    if (!at_end_of_cell())
      refuse(line_, "text behind the closing quote of " + in_quotes(value) +
                        ": a cell with quotes must be quoted and its quotes doubled");
    return value;
  }

  [[noreturn]] void refuse(std::size_t line, const std::string& why) const {
    throw std::invalid_argument(file_ + ":" + std::to_string(line) + ": " + why);
  }

  std::string_view text_;
  const std::string& file_;
  char separator_;
  std::size_t place_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::vector<CsvRecord> parse_csv(std::string_view text, const std::string& file) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (const auto wrong = first_not_utf8(text); wrong < text.size())
    throw std::invalid_argument(
        file + ":" + std::to_string(1 + std::count(text.begin(), text.begin() + wrong, '\n')) +
        ": is not UTF-8 text (a spreadsheet, or another encoding?): save the table as \"CSV UTF-8\"");
  return CsvParser(text, file).records();
}

std::string csv_cell(std::string_view text) {
  const bool plain = text.find_first_of("\",;\t\r\n") == text.npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + "\"";
}

}  // namespace sim
