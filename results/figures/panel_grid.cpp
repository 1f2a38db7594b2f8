#include "results/figures/panel_grid.hpp"

#include <algorithm>

#include "results/figures/wrapped.hpp"

namespace results {
namespace {

constexpr double kColumnWidth = 3.4;
constexpr double kPageWidth = 7.0;
constexpr double kWidest = 2.9;       // of several panels
constexpr double kNarrow = 0.42;      // of a panel with a single place…
constexpr double kNarrowMost = 0.75;  // … or wider for its title; a longer one makes it wide
constexpr double kHeightInOneRow = 1.75;
constexpr double kHeightInRows = 1.5;
constexpr double kLeft = 0.5;   // tic labels and the axis' label
constexpr double kRight = 0.1;  // half a tic label
constexpr double kTitle = 0.24;
constexpr double kUntitled = 0.1;
constexpr double kTics = 0.28;    // labels under a row
constexpr double kBottom = 0.47;  // the same, and the axis' label
constexpr double kGap = 0.14;
constexpr double kTitleAir = 0.06;
constexpr double kLegendAir = 0.12;

/// Width that keeps a title on one line, clear of the neighbours'.
double narrow_width(const std::string& title) {
  return std::max(kNarrow, kCharacterWidth * static_cast<double>(title.size()) - kGap + kTitleAir);
}

}  // namespace

PanelGrid::PanelGrid(const std::vector<Wish>& wishes, double legend_width, std::size_t most_per_row)
    : panels_(wishes.size()) {
  const std::size_t rows = (wishes.size() + most_per_row - 1) / most_per_row;
  const std::size_t columns = (wishes.size() + rows - 1) / rows;
  const bool vacancy = rows * columns > wishes.size();
  const bool some_wide = std::any_of(wishes.begin(), wishes.end(), [](const Wish& w) { return !w.single; });
  for (std::size_t i = 0; i < panels_.size(); ++i) {
    panels_[i].narrow =
        rows == 1 && some_wide && wishes[i].single && narrow_width(wishes[i].title) <= kNarrowMost;
    panels_[i].first_in_row = i % columns == 0;
  }
  panel_height_ = rows == 1 ? kHeightInOneRow : kHeightInRows;

  place_columns(wishes, columns, vacancy ? kRight : std::max(kRight, legend_width));
  place_rows(columns);
  const Panel& last = panels_.back();
  legend_left_ = last.left + last.width + (vacancy ? kGap : 0) + kLegendAir;
  legend_top_ = (vacancy ? last.bottom : panels_.front().bottom) + panel_height_ - kTitleAir;
}

void PanelGrid::place_columns(const std::vector<Wish>& wishes, std::size_t columns, double right) {
  const double most = panels_.size() == 1 ? kColumnWidth : kPageWidth;
  double room = most - kLeft - right - kGap * static_cast<double>(columns - 1);
  std::size_t wide = columns;
  for (std::size_t i = 0; i < columns; ++i) {
    if (!panels_[i].narrow) continue;
    room -= narrow_width(wishes[i].title);
    --wide;
  }
  wide_ = std::min(room / static_cast<double>(wide), kWidest);
  double left = kLeft;
  for (std::size_t i = 0; i < panels_.size(); ++i) {
    Panel& panel = panels_[i];
    if (panel.first_in_row) left = kLeft;
    panel.left = left;
    panel.width = panel.narrow ? narrow_width(wishes[i].title) : wide_;
    panel.title = wrapped(wishes[i].title,
                          static_cast<std::size_t>((panel.width + kGap - kTitleAir) / kCharacterWidth));
    left += panel.width + kGap;
    width_ = std::max(width_, left - kGap);
  }
  middle_ = (kLeft + width_) / 2;
  width_ += right;
}

void PanelGrid::place_rows(std::size_t columns) {
  double depth = 0;  // under the figure's top
  for (std::size_t first = 0; first < panels_.size(); first += columns) {
    const std::size_t end = std::min(first + columns, panels_.size());
    std::size_t lines = 0;
    for (std::size_t i = first; i < end; ++i) lines = std::max(lines, panels_[i].title.size());
    depth += first == 0 ? 0 : kTics;
    depth += (lines == 0 ? kUntitled : kTitle + kTitlePitch * static_cast<double>(lines - 1)) + panel_height_;
    for (std::size_t i = first; i < end; ++i) panels_[i].bottom = depth;
  }
  height_ = depth + kBottom;
  for (Panel& panel : panels_) panel.bottom = height_ - panel.bottom;
}

}  // namespace results
