#pragma once

#include <string>
#include <vector>

#include "results/results_file.hpp"
#include "results/wells/plate_map.hpp"

namespace results {

/// A figure that a file can give.
struct Figure {
  std::string name;   // for --figure
  std::string about;  // one line
};

/// The figures that `file` has the data for.
std::vector<Figure> figures(const ResultsFile& file);

/// Draws figure `name` of `file` into `out`; the format comes from its ending: .pdf, .svg or .png. Returns a
/// caption: what the bars are, how hard the task was, what is missing. Throws InputError for an unknown
/// figure or ending, data that the figure needs and the file lacks, a folder that cannot be written, and when
/// gnuplot is not installed.
std::string draw(const ResultsFile& file, const std::string& name, const std::string& out,
                 const Wish& wish = {});

}  // namespace results
