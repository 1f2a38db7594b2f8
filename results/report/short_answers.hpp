#pragma once

#include <string>
#include <vector>

#include "results/answers/minimum_dataset.hpp"

namespace results {

/// What to remember of a study: for each SNR, how far the data may be reduced; a sentence each.
std::vector<std::string> short_answers(const MinimumDataset& minimum, const Observations& observations);

}  // namespace results
