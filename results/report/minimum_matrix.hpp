#pragma once

#include <vector>

#include "results/answers/minimum_dataset.hpp"
#include "results/table_lines.hpp"

namespace results {

/// The answers at a glance: a line per SNR (and variant, and axis where `answers` are along axes), a column
/// per architecture.
TableLines minimum_matrix(const std::vector<MinimumAnswer>& answers, const MinimumOptions& options,
                          const Observations& observations);

}  // namespace results
