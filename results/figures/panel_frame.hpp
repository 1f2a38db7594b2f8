#pragma once

#include <string>

#include "results/figures/canvas.hpp"
#include "results/figures/panel_grid.hpp"

namespace results {

/// Where a panel's axes stand and its title; the name of the y axis and its numbers in the first of a row.
std::string panel_frame(const Canvas& canvas, const PanelGrid& grid, std::size_t panel,
                        const std::string& y_axis);

}  // namespace results
