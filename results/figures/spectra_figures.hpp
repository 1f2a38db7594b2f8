#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/figures/drawing.hpp"
#include "results/figures/figure_source.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// A kind of figure of spectra studies, or of all.
struct SpectraFigure {
  std::string_view name;
  std::string_view about;
  bool of_any_task;  // wells have it, too
  /// Why the file cannot give it; empty: it can.
  std::string (*lacking)(const FigureSource& source);
  Drawing (*draw)(const FigureSource& source, const std::string& out, ImageFormat format);
};

const std::vector<SpectraFigure>& spectra_figures();

}  // namespace results
