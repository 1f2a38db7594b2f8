#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/answers/spectra_pictures.hpp"
#include "results/figures/drawing.hpp"
#include "results/figures/figure_source.hpp"
#include "results/figures/image_format.hpp"

namespace results {

/// What the figure `spectra` shows: absorptive 2D spectra of the reference, and what each sampling keeps.
struct SpectraShown {
  struct Kept {
    std::string sampling;
    double reduction = 0;
    DataFacts facts;
    KeptTimes times;
  };
  static constexpr std::size_t kMostMaps = 15;  // a page is no longer

  SpectraPictures pictures;   // at the lowest SNR of the study but 0
  std::vector<Kept> kept;     // by reduction; of more than kMostMaps some are taken evenly
  std::size_t samplings = 0;  // of which there are so many

  static SpectraShown of(const FigureSource& source);

  std::string caption() const;
  std::string numbers() const;  // CSV
};

/// Why the figure cannot be drawn; empty: it can.
std::string lacking_spectra(const FigureSource& source);
Drawing spectra_figure(const FigureSource& source, const std::string& out, ImageFormat format);

}  // namespace results
