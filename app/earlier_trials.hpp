#pragma once

#include <string>
#include <vector>

#include "results/results_file.hpp"
#include "sweep/calibration.hpp"

namespace app {

inline constexpr const char* kCostsAbout =
    "results file of an earlier run, also of another study, on workers like these: its trials' times correct "
    "the "
    "predictions";

/// Adds what the complete trials of `file` took to `calibration`. `costs` are those of `grid`, by row.
void learn_from(const results::ResultsFile& file, const sweep::Grid& grid,
                const std::vector<sweep::TrialCost>& costs, sweep::Calibration& calibration);

/// The same for a file whose study is another one, the one that it was made for. Throws sweep::InputError
/// when it is no results file, when its study's data are not there any more, and when no trial in it is
/// complete.
void learn_from(const std::string& path, sweep::Calibration& calibration);

}  // namespace app
