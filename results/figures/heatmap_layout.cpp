#include "results/figures/heatmap_layout.hpp"

#include <algorithm>
#include <utility>

#include "results/answers/wording.hpp"
#include "results/figures/evenly.hpp"
#include "results/figures/panel_grid.hpp"
#include "results/places.hpp"

namespace results {
namespace {

// Inches.
constexpr double kPageWidth = 7.0;
constexpr double kLeft = 0.55;  // SNRs and the axis' name
constexpr double kGap = 0.2;
constexpr double kTitle = 0.24;
constexpr double kTics = 0.26;
constexpr double kTicsUpright = 0.42;
constexpr double kFoot = 0.5;  // the axis' name and the colours
constexpr double kCell = 0.38;
constexpr double kLeastCell = 0.2;
constexpr double kCellHeight = 0.21;
constexpr double kDecimalRoom = 0.31;
constexpr double kLeastWidth = 3.4;  // a column in print

std::vector<HeatmapLayout::Column> columns_of(const AccuracyVsReduction::Panel& panel) {
  using Column = HeatmapLayout::Column;
  Places<std::pair<double, std::string>> places;
  for (const AccuracyVsReduction::Series& series : panel.series) {
    for (const AccuracyVsReduction::Point& point : series.points)
      places.of({point.reduction, point.sampling});
  }
  std::vector<Column> columns;
  for (const auto& [reduction, sampling] : places.levels()) columns.push_back({reduction, sampling});
  std::stable_sort(columns.begin(), columns.end(),
                   [](const Column& a, const Column& b) { return a.reduction < b.reduction; });
  return columns;
}

}  // namespace

HeatmapLayout::HeatmapLayout(const AccuracyVsReduction& shown) : snrs(shown.snrs.size()) {
  std::size_t most = 1;
  std::size_t longest_name = 1;
  for (const AccuracyVsReduction::Panel& of : shown.panels) {
    const std::vector<Column> all = columns_of(of);
    Panel panel;
    panel.tested = all.size();
    for (const std::size_t place : evenly(all.size(), kMostColumns)) {
      panel.columns.push_back(all[place]);
      longest_name = std::max(longest_name, reduction_words(all[place].reduction).size());
    }
    most = std::max(most, panel.columns.size());
    panels.push_back(std::move(panel));
  }
  left = kLeft;
  const double room = kPageWidth - left - kGap;
  cell_width = std::clamp(room / static_cast<double>(most), kLeastCell, kCell);
  cell_height = kCellHeight;
  decimals = cell_width >= kDecimalRoom;
  upright = kCharacterWidth * (static_cast<double>(longest_name) + 0.5) > cell_width;

  double x = left;
  double depth = kTitle;
  const double tics = upright ? kTicsUpright : kTics;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    Panel& panel = panels[i];
    const double title = kCharacterWidth * static_cast<double>(shown.panels[i].architecture.size());
    const double cells = cell_width * static_cast<double>(panel.columns.size());
    const double needed = std::max(cells, title);
    if (i > 0 && x + needed > kPageWidth) {
      x = left;
      depth += panel_height() + tics + kTitle;
    }
    panel.first_in_row = x == left;
    panel.left = x;
    panel.width = cells;
    panel.bottom = depth + panel_height();  // from the top, for now
    x += needed + kGap;
    width = std::max({width, x, kLeastWidth});
  }
  height = depth + panel_height() + tics + kFoot;
  for (Panel& panel : panels) panel.bottom = height - panel.bottom;
}

}  // namespace results
