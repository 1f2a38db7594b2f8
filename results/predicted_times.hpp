#pragma once

#include <string>

#include "results/results_file.hpp"

namespace results {

/// A line for each architecture: how many complete trials had a predicted time, what they were to take and
/// took together, real over predicted, and between which such ratios half of its trials lie. Empty where no
/// trial had one.
std::string predicted_times_text(const ResultsFile& file);

}  // namespace results
