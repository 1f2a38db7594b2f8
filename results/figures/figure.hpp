#pragma once

#include <string>
#include <vector>

#include "results/figures/figure_source.hpp"
#include "results/figures/schedule.hpp"
#include "results/wells/plate_map.hpp"

namespace results {

/// A figure that a file can give.
struct Figure {
  std::string name;   // for --figure
  std::string about;  // one line
};

/// The figures that the source has the data for.
std::vector<Figure> figures(const FigureSource& source);

/// What is written beside a figure X.pdf.
enum class Beside {
  NOTHING,
  DATA  // X.csv, the numbers shown, and X.gp, the gnuplot script that draws them into X.pdf once more
};

/// The files beside a figure: `out` with another ending.
std::string numbers_path(const std::string& out);
std::string script_path(const std::string& out);

/// Draws figure `name` into `out`; the format comes from its ending: .pdf, .svg or .png. Returns a
/// caption: what the bars are, how hard the task was, what is missing. Throws InputError for an unknown
/// figure or ending, data that the figure needs and the file lacks, a folder that cannot be written, and when
/// gnuplot is not installed.
std::string draw(const FigureSource& source, const std::string& name, const std::string& out,
                 const Wish& wish = {}, Beside beside = Beside::NOTHING);
/// The same of a schedule that is in no file. Throws as draw.
std::string draw_schedule(const Schedule& schedule, const std::string& out);

}  // namespace results
