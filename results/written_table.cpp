#include "results/written_table.hpp"

#include <algorithm>
#include <string_view>

namespace results {
namespace {

using Line = TableLines::Line;
using Align = TableLines::Align;

constexpr std::string_view kPlusMinus = " ± ";

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::string blanks(width - shown_width(text), ' ');
  return align == Align::LEFT ? text + blanks : blanks + text;
}

std::vector<std::size_t> widths_of(const std::vector<Line>& lines) {
  std::vector<std::size_t> widths(lines.front().size(), 0);
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], shown_width(line[i]));
  }
  return widths;
}

std::string joined(const Line& line, const std::vector<std::size_t>& widths,
                   const std::vector<Align>& alignment, const std::string& separator) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    text += (i == 0 ? "" : separator) + padded(line[i], widths[i], alignment[i]);
  }
  return text;
}

std::string text_table(const TableLines& table) {
  const auto& [lines, alignment, notes] = table;
  const auto widths = widths_of(lines);
  std::string text = joined(lines.front(), widths, alignment, "  ") + "\n";
  Line rule;
  for (const std::size_t width : widths) rule.emplace_back(width, '-');
  text += joined(rule, widths, alignment, "  ") + "\n";
  for (std::size_t i = 1; i < lines.size(); ++i) text += joined(lines[i], widths, alignment, "  ") + "\n";
  for (const std::string& note : notes) text += folded(note);
  return text;
}

std::string markdown_table(const TableLines& table) {
  auto [lines, alignment, notes] = table;
  for (Line& line : lines) {
    for (std::string& field : line) {
      for (std::size_t at = field.find('|'); at != std::string::npos; at = field.find('|', at + 2)) {
        field.insert(at, "\\");
      }
    }
  }
  auto widths = widths_of(lines);
  for (std::size_t& width : widths) width = std::max<std::size_t>(width, 3);
  std::string text = "| " + joined(lines.front(), widths, alignment, " | ") + " |\n|";
  for (std::size_t i = 0; i < widths.size(); ++i) {
    text += alignment[i] == Align::RIGHT ? std::string(widths[i] + 1, '-') + ":|"
                                         : std::string(widths[i] + 2, '-') + "|";
  }
  text += "\n";
  for (std::size_t i = 1; i < lines.size(); ++i) {
    text += "| " + joined(lines[i], widths, alignment, " | ") + " |\n";
  }
  if (!notes.empty()) text += "\n";
  for (std::size_t i = 0; i < notes.size(); ++i) text += (i == 0 ? "" : " ") + notes[i];
  return text + (notes.empty() ? "" : "\n");
}

std::string latex_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\textbackslash{}";
    } else if (c == '~' || c == '^') {
      escaped += std::string("\\") + c + "{}";
    } else {
      if (std::string_view("&%$#_{}").find(c) != std::string_view::npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

std::string latex_table(const TableLines& table) {
  auto [lines, alignment, notes] = table;
  for (Line& line : lines) {
    for (std::string& field : line) {
      field = latex_text(field);
      const std::size_t mark = field.find(kPlusMinus);
      if (mark != std::string::npos) field.replace(mark, kPlusMinus.size(), " $\\pm$ ");
    }
  }
  const auto widths = widths_of(lines);
  std::string text = "\\begin{tabular}{";
  for (const Align align : alignment) text += align == Align::LEFT ? 'l' : 'r';
  text += "}\n\\toprule\n";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += joined(lines[i], widths, alignment, " & ") + " \\\\\n";
    if (i == 0) text += "\\midrule\n";
  }
  text += "\\bottomrule\n\\end{tabular}\n";
  for (const std::string& note : notes) text += "% " + note + "\n";
  return text;
}

}  // namespace

std::string folded(const std::string& sentence) {
  constexpr std::size_t kMost = 110;
  std::string text;
  std::size_t begin = 0;
  while (sentence.size() - begin > kMost) {
    const std::size_t blank = sentence.rfind(' ', begin + kMost);
    if (blank == std::string::npos || blank <= begin) break;
    text += sentence.substr(begin, blank - begin) + "\n  ";
    begin = blank + 1;
  }
  return text + sentence.substr(begin) + "\n";
}

std::size_t shown_width(const std::string& text) {
  // UTF-8 continuation bytes take no place.
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

std::string written_table(const TableLines& table, TableFormat format) {
  if (format == TableFormat::LATEX) return latex_table(table);
  return format == TableFormat::MARKDOWN ? markdown_table(table) : text_table(table);
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace results
