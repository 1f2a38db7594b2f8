#pragma once

#include <cstdint>

namespace sim {

// Columns of one panel of the detection-time transform.
inline constexpr std::int64_t panel_width = 16;

// out[row][column] = Σ_t rows[row][t] · panel[t][column], t ascending, float64; one panel of panel_width
// columns. rows is [row_count][points], panel [points][panel_width], out [row_count][panel_width]. Every
// element is summed in the same order whatever the number of rows: no batch changes a sample's bits.
void panel_product(const double* rows, std::int64_t row_count, std::int64_t points, const double* panel,
                   double* out);

}  // namespace sim
