#pragma once

#include <string>
#include <vector>

#include "results/table_format.hpp"
#include "results/table_lines.hpp"
#include "results/wells/wells_study.hpp"

namespace results {

/// The answer of a wells study: a line per readout, the best predicted first, with what it has to be held
/// against, and below it the readouts that were dropped, how the numbers were made and what to beware of.
/// CSV has the dropped readouts as lines of their own.
std::string readout_table(const WellsStudy& study, TableFormat format);
/// The same, for people, however it will be written.
TableLines readout_lines(const WellsStudy& study);

/// What else a reader of a wells study's tables and figures has to know: random backbones, leaks, what is
/// pooled, what is missing. A sentence each.
std::vector<std::string> wells_footnotes(const WellsStudy& study);

}  // namespace results
