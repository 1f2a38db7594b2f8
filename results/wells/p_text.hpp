#pragma once

#include <cmath>
#include <string>

#include "results/formatted.hpp"

namespace results {

/// A p-value for people: 0.52, 0.013, 2e-05; empty for one that is not known.
inline std::string p_text(double p) {
  if (std::isnan(p)) return "";
  if (p < 0.001) return formatted("%.0e", p);
  return formatted(p < 0.1 ? "%.3f" : "%.2f", p);
}

}  // namespace results
