#pragma once

#include <string>

#include "results/results_file.hpp"

namespace results {

/// The text of `gridsweep status`: how many trials stand where, how fast they are being done and how long the
/// rest will take at that rate, and what went wrong, by message. `now` in seconds since 1970 UTC.
std::string status_text(const ResultsFile& file, double now);

}  // namespace results
