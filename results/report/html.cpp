#include "results/report/html.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>

namespace results::html {
namespace {

/// RFC 4648.
std::string base64(std::string_view bytes) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += i + j <= bytes.size() ? kDigits[group >> (18 - 6 * j) & 63U] : '=';
    }
  }
  return text;
}

/// What an SVG says of its width, in pixels of 1/96 inch; 0 where it says nothing.
int printed_width(std::string_view svg) {
  constexpr std::string_view kWidth = "width=\"";
  const std::size_t at = svg.substr(0, 1000).find(kWidth);
  return at == std::string_view::npos ? 0 : std::atoi(std::string(svg.substr(at + kWidth.size(), 8)).c_str());
}

std::string line_of(const TableLines& table, std::size_t line, const char* tag) {
  std::string text = "<tr>";
  for (std::size_t i = 0; i < table.lines[line].size(); ++i) {
    const bool right = table.alignment[i] == TableLines::Align::RIGHT;
    text += std::string("<") + tag + (right ? " class=\"number\">" : ">") + escaped(table.lines[line][i]) +
            "</" + tag + ">";
  }
  return text + "</tr>\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string table(const TableLines& table) {
  if (table.lines.size() < 2) return "";
  std::string text =
      "<div class=\"wide\" tabindex=\"0\"><table>\n<thead>" + line_of(table, 0, "th") + "</thead>\n<tbody>\n";
  for (std::size_t i = 1; i < table.lines.size(); ++i) text += line_of(table, i, "td");
  text += "</tbody></table></div>\n";
  if (!table.notes.empty()) {
    text += "<p class=\"note\">";
    for (std::size_t i = 0; i < table.notes.size(); ++i)
      text += (i == 0 ? "" : " ") + escaped(table.notes[i]);
    text += "</p>\n";
  }
  return text;
}

std::string picture(std::string_view svg, std::string_view described_as) {
  // Not smaller than in print, or a phone's reader could not read the labels: there it scrolls.
  const int printed = printed_width(svg);
  const std::string size = printed == 0 ? ""
                                        : " style=\"min-width:" + std::to_string(printed) +
                                              "px;width:" + std::to_string(printed * 7 / 5) + "px\"";
  return "<div class=\"wide\" tabindex=\"0\"><img src=\"data:image/svg+xml;base64," + base64(svg) +
         "\" alt=\"" + escaped(described_as) + "\"" + size + "></div>\n";
}

}  // namespace results::html
