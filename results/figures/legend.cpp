#include "results/figures/legend.hpp"

#include <algorithm>

#include "results/figures/panel_grid.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

// Inches.
constexpr double kMark = 0.2;
constexpr double kMarkAir = 0.06;
constexpr double kBeside = 0.16;
constexpr double kHalfPatch = 0.045;

constexpr const char* kRingOuter = "pointtype 6 pointsize 1.15 linewidth 2.2 linecolor rgb 'white'";
constexpr const char* kRingInner = "pointtype 6 pointsize 1.15 linewidth 0.9 linecolor rgb 'black'";

/// Characters as they are seen: UTF-8 continuation bytes take no place.
std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

}  // namespace

double Legend::width() const {
  double most = 0;
  for (const Entry& entry : entries_) {
    const double mark = entry.kind == Kind::HEAD ? 0 : kMark + kMarkAir;
    most = std::max(most, mark + kCharacterWidth * static_cast<double>(characters(entry.text)));
  }
  return entries_.empty() ? 0 : kBeside + most;
}

double Legend::height() const {
  double height = 0;
  for (const Entry& entry : entries_) height += entry.kind == Kind::GAP ? kGap : kPitch;
  return height;
}

std::string Legend::text(const Canvas& canvas, double left, double top) const {
  std::string text;
  double y = top + kPitch;
  for (const Entry& entry : entries_) {
    y -= entry.kind == Kind::GAP ? kGap : kPitch;
    if (entry.kind == Kind::GAP) continue;
    const bool head = entry.kind == Kind::HEAD;
    const std::string middle = "set label '' at " + canvas.place(left + kMark / 2, y) + " point ";
    if (!entry.fill.empty()) {
      text += "set object rectangle from " + canvas.place(left, y - kHalfPatch) + " to " +
              canvas.place(left + kMark, y + kHalfPatch) + " " + entry.fill + "\n";
    }
    if (!entry.line.empty()) {
      text += "set arrow from " + canvas.place(left, y) + " to " + canvas.place(left + kMark, y) +
              " nohead " + entry.line + "\n";
    }
    if (entry.shape != 0) {
      text += middle +
              formatted("pointtype %d pointsize 0.6 linecolor rgb '%s'\n", entry.shape, entry.colour.c_str());
    }
    if (entry.kind == Kind::RING) text += middle + kRingInner + "\n";
    text += canvas.label(entry.text, head ? left : left + kMark + kMarkAir, y, "left");
  }
  return text;
}

std::string ring_layers(const std::string& block, const std::string& columns) {
  const std::string points = ", \\\n  " + block + " using " + columns + " with points ";
  return points + kRingOuter + points + kRingInner;
}

}  // namespace results
