#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/figures/accuracy_vs_reduction.hpp"

namespace results {

/// Where the panels and cells of a heat map stand, in inches from its lower left corner.
struct HeatmapLayout {
  struct Column {
    double reduction = 1;
    std::string sampling;
    bool operator==(const Column&) const = default;
  };
  static constexpr std::size_t kMostColumns = 30;  // a page is no wider

  struct Panel {
    std::vector<Column> columns;  // samplings that the architecture was tested with, by rising reduction…
    std::size_t tested = 0;       // … so many; of more than kMostColumns some are taken evenly
    double left = 0;
    double bottom = 0;
    double width = 0;
    bool first_in_row = false;
  };

  explicit HeatmapLayout(const AccuracyVsReduction& shown);

  double panel_height() const { return cell_height * static_cast<double>(snrs); }

  std::vector<Panel> panels;
  std::size_t snrs = 0;
  double cell_width = 0;
  double cell_height = 0;
  double width = 0;
  double height = 0;
  double left = 0;       // of a row's first panel
  bool upright = false;  // the names of columns, where they are too wide for them
  bool decimals = true;  // there is room for them
};

}  // namespace results
