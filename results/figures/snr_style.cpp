#include "results/figures/snr_style.hpp"

#include <array>
#include <cmath>

#include "sweep/level.hpp"

namespace results {

std::string SeriesStyle::see_through(const char* alpha) const {
  return std::string("#") + alpha + (colour + 1);
}

SeriesStyle series_style(std::size_t i) {
  static constexpr std::array<SeriesStyle, 7> styles = {{{"#0072B2", 7},    // blue, disc
                                                         {"#D55E00", 5},    // vermillion, square
                                                         {"#009E73", 9},    // green, triangle
                                                         {"#CC79A7", 13},   // purple, diamond
                                                         {"#E69F00", 11},   // orange, triangle downwards
                                                         {"#56B4E9", 6},    // sky blue, ring
                                                         {"#707070", 8}}};  // grey, hollow triangle
  return styles[i % styles.size()];
}

SeriesStyle snr_style(const std::vector<double>& snrs, std::size_t i) {
  if (snrs[i] == 0) return {"#000000", 4};  // black, hollow square
  return series_style(i);
}

std::string snr_text(double snr) {
  if (snr == 0) return "noise only";
  return std::isinf(snr) ? "no noise" : sweep::Level(snr).text();
}

std::string snr_tick(double snr) {
  if (std::isnan(snr)) return "";
  return std::isinf(snr) ? "∞" : sweep::Level(snr).text();
}

const char* band_alpha(std::size_t bands) {
  if (bands <= 3) return "D2";
  return bands <= 5 ? "DC" : "E4";
}

}  // namespace results
