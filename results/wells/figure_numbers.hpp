#pragma once

#include <string>

#include "results/wells/learning_curves.hpp"
#include "results/wells/paired_scores.hpp"
#include "results/wells/plate_map.hpp"
#include "results/wells/readout_ranking.hpp"

namespace results {

// The numbers that the figures of wells show, as comma-separated values.
std::string ranked_numbers(const WellsStudy& study, const std::vector<RankedReadout>& ranking);
std::string paired_numbers(const WellsStudy& study, const PairedScores& scores, Treatment treatment);
std::string plate_numbers(const WellsStudy& study, const PlateMap& map);
std::string learning_numbers(const WellsStudy& study, const LearningCurves& curves);

}  // namespace results
