#pragma once

#include "results/summary.hpp"
#include "results/table_lines.hpp"

namespace results {

/// Of what the scatter between replicates is made, a line per cell: what finite test sets give, and what
/// training and drawing anew add. For a summary of test_accuracy of spectra, whose replicates have test
/// samples of their own; else there are no lines.
TableLines scatter_table(const Summary& summary);

}  // namespace results
