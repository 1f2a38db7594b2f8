#pragma once

#include <string>

#include "results/wells/paired_scores.hpp"

namespace results {

/// What the boxes of a paired figure are, and what the tests say.
std::string paired_caption(const WellsStudy& study, const PairedScores& scores, Treatment treatment);

/// What every caption of a wells study ends with: dropped readouts, random backbones, leaks.
std::string caption_end(const WellsStudy& study);

}  // namespace results
