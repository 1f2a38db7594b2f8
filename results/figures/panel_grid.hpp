#pragma once

#include <string>
#include <vector>

namespace results {

/// Where the panels of a figure stand, in inches from its lower left corner. One panel is a column wide in
/// print (3.4 in), several at most a page (7 in). All panels have the same height and, but for narrow ones,
/// the same width, four in a row at most, rows as even as can be: 3 + 2, 3 + 3, 4 + 3.
class PanelGrid {
 public:
  struct Wish {
    std::string title;
    bool single = false;  // a single place on the x axis: it may be narrow where all panels share one row
  };
  struct Panel {
    double left = 0;
    double bottom = 0;
    double width = 0;
    std::vector<std::string> title;  // lines, which keep clear of the neighbours' titles
    bool narrow = false;
    bool first_in_row = false;
  };

  /// `legend_width` is 0 for none. A legend stands where the last row lacks a panel, else to the right.
  PanelGrid(const std::vector<Wish>& wishes, double legend_width, std::size_t most_per_row = 4);

  const std::vector<Panel>& panels() const { return panels_; }
  double wide() const { return wide_; }  // width of a panel that is not narrow
  double panel_height() const { return panel_height_; }
  double width() const { return width_; }
  double height() const { return height_; }
  /// Middle of the panels' columns: where the x axis' label is centred.
  double middle() const { return middle_; }
  double legend_left() const { return legend_left_; }
  double legend_top() const { return legend_top_; }

 private:
  void place_columns(const std::vector<Wish>& wishes, std::size_t columns, double right);
  /// From the top down; needs the titles' lines.
  void place_rows(std::size_t columns);

  std::vector<Panel> panels_;
  double wide_ = 0;
  double panel_height_ = 0;
  double width_ = 0;
  double height_ = 0;
  double middle_ = 0;
  double legend_left_ = 0;
  double legend_top_ = 0;
};

/// Room for text of 8 pt.
inline constexpr double kCharacterWidth = 0.068;  // of a digit; a title's mean is about the same
inline constexpr double kTitlePitch = 0.135;      // between the lines of a title

}  // namespace results
