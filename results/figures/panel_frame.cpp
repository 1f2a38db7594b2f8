#include "results/figures/panel_frame.hpp"

#include "results/figures/gnuplot.hpp"

namespace results {
namespace {

constexpr double kOverPanel = 0.1;  // inches, of a title's last line

}  // namespace

std::string panel_frame(const Canvas& canvas, const PanelGrid& grid, std::size_t panel,
                        const std::string& y_axis) {
  const PanelGrid::Panel& place = grid.panels()[panel];
  std::string name;
  for (const std::string& line : place.title) name += (name.empty() ? "" : " ") + line;
  std::string text = "\n# panel " + std::to_string(panel + 1) + (name.empty() ? "" : ": " + name) + "\n";
  text += canvas.margins(place.left, place.bottom, place.width, grid.panel_height());
  text += place.first_in_row ? "set format y '%g'\nset ylabel " + gnuplot_quoted(y_axis) + " offset 1.2,0\n"
                             : "set format y ''\nunset ylabel\n";
  double y =
      place.bottom + grid.panel_height() + kOverPanel + kTitlePitch * static_cast<double>(place.title.size());
  for (const std::string& line : place.title) {
    y -= kTitlePitch;
    text += canvas.label(line, place.left + place.width / 2, y, "center");
  }
  return text;
}

}  // namespace results
