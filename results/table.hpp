#pragma once

#include <string>

#include "results/summary.hpp"
#include "results/table_format.hpp"

namespace results {

/// A summary as a table, one line per cell.
///
/// TEXT, MARKDOWN and LATEX (needs booktabs) are for people: shares in percent with one decimal, the 95 %
/// interval as "95.8 ± 0.9" or, where it is not symmetric, "95.8 [93.4, 97.4]"; below it (in LaTeX as
/// comments) the interval's method, how hard the task was, and what is missing.
/// CSV (RFC 4180) is for programs: the keys, then n, mean, sd, low, high as they are, in the shortest form
/// that reads back the same; what is not known is empty.
std::string table(const Summary& summary, TableFormat format);

}  // namespace results
