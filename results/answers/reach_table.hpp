#pragma once

#include <string>
#include <vector>

#include "results/answers/reach.hpp"
#include "results/table_lines.hpp"

namespace results {

/// A line per SNR and sampling: what is possible there, and what each architecture reached.
TableLines reach_table(const Reach& reach, const Observations& observations);

/// What a reader takes away, the answer first; also where an accuracy lies above what is possible.
std::vector<std::string> reach_sentences(const Reach& reach, const Observations& observations);

}  // namespace results
