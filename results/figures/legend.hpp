#pragma once

#include <string>
#include <vector>

#include "results/figures/canvas.hpp"

namespace results {

/// How the line of what guessing gives is drawn.
inline constexpr const char* kChanceLine = "linecolor rgb '#707070' linewidth 0.9 dashtype (2,6)";

/// A figure's legend, drawn by hand: gnuplot's own key belongs to one panel.
class Legend {
 public:
  static constexpr double kPitch = 0.15;  // inches between lines
  static constexpr double kGap = 0.06;    // before the next group

  void head(const std::string& text) { add({text, "", "", 0, "", Kind::HEAD}); }
  /// `line` is gnuplot's: "linecolor rgb '…' linewidth 1".
  void line(const std::string& text, const std::string& line) { add({text, line, "", 0, "", Kind::MARK}); }
  /// A point on a line (empty: no line).
  void point(const std::string& text, const std::string& line, const std::string& colour, int shape) {
    add({text, line, colour, shape, "", Kind::MARK});
  }
  /// A patch of a colour: "fillcolor rgb '…' fillstyle solid".
  void patch(const std::string& text, const std::string& fill) { add({text, "", "", 0, fill, Kind::MARK}); }
  void ring(const std::string& text) { add({text, "", "", 0, "", Kind::RING}); }
  /// A little air before what follows.
  void gap() { entries_.push_back({"", "", "", 0, "", Kind::GAP}); }

  bool empty() const { return entries_.empty(); }
  /// Inches, with air to its left; 0 when it is empty.
  double width() const;
  double height() const;
  /// Its first line is at `top`.
  std::string text(const Canvas& canvas, double left, double top) const;

 private:
  enum class Kind { HEAD, MARK, RING, GAP };
  struct Entry {
    std::string text;
    std::string line;
    std::string colour;
    int shape;
    std::string fill;
    Kind kind;
  };
  void add(const Entry& entry) { entries_.push_back(entry); }

  std::vector<Entry> entries_;
};

/// The commands that put a black ring, on white, around points of `block` (columns `x:y`), for `plot`.
std::string ring_layers(const std::string& block, const std::string& columns);

}  // namespace results
