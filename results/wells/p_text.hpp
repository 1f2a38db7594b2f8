#pragma once

#include <cmath>
#include <string>

#include "results/formatted.hpp"

namespace results {

/// A p-value for people: 0.52, 0.013, 2e-05, "below 1e-16" where digits are rounding; empty for one that is
/// not known.
inline std::string p_text(double p) {
  if (std::isnan(p)) return "";
  if (p < 1e-16) return "below 1e-16";
  if (p < 0.001) return formatted("%.0e", p);
  return formatted(p < 0.1 ? "%.3f" : "%.2f", p);
}

}  // namespace results
