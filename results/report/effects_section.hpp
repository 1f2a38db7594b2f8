#pragma once

#include <string>

#include "results/report/answers.hpp"
#include "results/results_file.hpp"

namespace results {

/// Adds which factors matter for a metric, where more than the replicate varies.
void add_effects_section(const ResultsFile& file, const std::string& metric, Answers& answers);

}  // namespace results
