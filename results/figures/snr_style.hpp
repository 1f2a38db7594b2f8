#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace results {

/// A curve's colour and gnuplot's number of its point shape.
struct SeriesStyle {
  const char* colour;
  int point;

  /// '#0072B2' of a colour, `alpha` (two hexadecimal digits) of it transparent.
  std::string see_through(const char* alpha) const;
};

/// Of the `i`th of several things: Okabe and Ito's colours, with a shape each.
SeriesStyle series_style(std::size_t i);
/// Of the `i`th of a figure's SNRs: noise only is black.
SeriesStyle snr_style(const std::vector<double>& snrs, std::size_t i);

/// For people: "noise only" for 0, "no noise" for infinity.
std::string snr_text(double snr);
/// The same for axes: "0", "∞"; empty for NaN.
std::string snr_tick(double snr);

/// How see-through bands are: so many can lie on each other.
const char* band_alpha(std::size_t bands);

}  // namespace results
