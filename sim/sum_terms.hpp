#pragma once

#include <cstdint>

namespace sim {

// Pump-time rows handed to sum_terms are padded with zeros to a multiple of this many values.
inline constexpr std::int64_t pump_block = 16;

// One row of a spectrum: out[t] = Σ_n coefficients[n] · pump[n][t], n ascending, one fused multiply-add per
// term. pump_real and pump_imag are [terms][stride], stride a multiple of pump_block and ≥ count; real and
// imag receive `count` values each. imag may be null: then only the real row is made. A value depends on its
// own coefficients and pump values alone, never on its place in the row: a thinned row has the bits of the
// full one. (No BLAS: its edge kernels break that.)
void sum_terms(const float* coefficients, std::int64_t terms, const float* pump_real, const float* pump_imag,
               std::int64_t stride, std::int64_t count, float* real, float* imag);
void sum_terms(const double* coefficients, std::int64_t terms, const double* pump_real,
               const double* pump_imag, std::int64_t stride, std::int64_t count, double* real, double* imag);

}  // namespace sim
