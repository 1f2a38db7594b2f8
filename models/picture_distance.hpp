#pragma once

#include <cstdint>

namespace models {

// The sum of (a[i] − b[i])² in float64, added up in an order that depends on n alone. May stop at a partial
// sum that is larger than `enough`.
double squared_distance(const float* a, const float* b, int64_t n, double enough);

}  // namespace models
