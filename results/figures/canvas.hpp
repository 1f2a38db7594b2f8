#pragma once

#include <string>

#include "results/figures/image_format.hpp"

namespace results {

/// Where a figure is drawn to, and how large: what is common to all of them.
struct Canvas {
  std::string out;
  ImageFormat format = ImageFormat::PNG;
  double width = 0;  // inches
  double height = 0;

  /// Gnuplot's first lines: the terminal, and axes as all figures have them.
  std::string begin() const;
  /// A place, in inches from the lower left corner.
  std::string place(double x, double y) const;
  /// A rectangle, in inches from the lower left corner, for the next plot's axes.
  std::string margins(double left, double bottom, double plot_width, double plot_height) const;
  /// A line of text there; `how` is gnuplot's: "left", "center tc rgb 'red'" …
  std::string label(const std::string& text, double x, double y, const std::string& how) const;
};

/// Okabe and Ito's colours (jfly.uni-koeln.de/color), which colour-blind readers tell apart, and greys.
namespace colours {
inline constexpr const char* kBlue = "#0072B2";
inline constexpr const char* kVermillion = "#D55E00";
inline constexpr const char* kGreen = "#009E73";
inline constexpr const char* kPurple = "#CC79A7";
inline constexpr const char* kGrey = "#707070";
inline constexpr const char* kPaleGrey = "#DADADA";
inline constexpr const char* kGrid = "#E4E4E4";
}  // namespace colours

}  // namespace results
