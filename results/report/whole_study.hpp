#pragma once

#include <string>
#include <vector>

#include "results/report/section.hpp"
#include "results/results_file.hpp"

namespace results {

/// What is still open in a study, and what went wrong.
Section whole_study(const ResultsFile& file);

/// Where a file's records come from: "what: value", a line each.
std::vector<std::string> provenance_lines(const ResultsFile& file);

}  // namespace results
