#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/figures/canvas.hpp"
#include "results/figures/drawing.hpp"
#include "results/wells/plate_map.hpp"

namespace results {

/// A kind of figure of wells studies.
struct WellsFigure {
  std::string_view name;
  std::string_view about;
  /// Why the file cannot give it; empty: it can.
  std::string (*lacking)(const ResultsFile& file, const WellsStudy& study);
  Drawing (*draw)(const ResultsFile& file, const WellsStudy& study, const Wish& wish, const std::string& out,
                  ImageFormat format);
};

const std::vector<WellsFigure>& wells_figures();

}  // namespace results
