#pragma once

#include <string>
#include <vector>

#include "results/summary.hpp"

namespace results {

/// How the intervals of a summary were made: "Student t over replicates". Empty for a summary without cells.
std::string interval_methods(const Summary& summary);

/// What else a reader of a summary has to know, under a table or a figure: how hard the task was, what was
/// pooled, what is missing. A sentence each.
std::vector<std::string> footnotes(const Summary& summary);

}  // namespace results
