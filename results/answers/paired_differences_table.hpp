#pragma once

#include "results/answers/paired_differences.hpp"
#include "results/table_lines.hpp"

namespace results {

/// A line per pair of arms, means over all cells.
TableLines pooled_differences_table(const PairedDifferences& differences, const Observations& observations);
/// A line per pair of arms and cell.
TableLines cell_differences_table(const PairedDifferences& differences, const Observations& observations);

}  // namespace results
