#pragma once

#include <string>

#include "results/answers/minimum_dataset.hpp"
#include "results/table_lines.hpp"

namespace results {

/// One answer in one or two sentences, for people.
std::string sentence(const MinimumAnswer& answer, const MinimumOptions& options,
                     const Observations& observations);

/// A line per answer, with method, margin and confidence below. `along_axes` of the same are another table.
TableLines table_of_minimum(const MinimumDataset& minimum, const Observations& observations);
TableLines table_along_axes(const MinimumDataset& minimum, const Observations& observations);

/// A line per level of one answer: accuracy, drop with its bounds, decision.
TableLines table_of_levels(const MinimumAnswer& answer, const MinimumOptions& options,
                           const Observations& observations);

}  // namespace results
