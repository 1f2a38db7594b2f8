#include "sweep/gib_text.hpp"

#include <cstdio>

namespace sweep {

std::string gib_text(double bytes) {
  constexpr double kGib = 1 << 30;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f GiB", bytes / kGib);
  return text;
}

}  // namespace sweep
