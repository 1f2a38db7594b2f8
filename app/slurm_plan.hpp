#pragma once

#include <limits>
#include <string>
#include <vector>

#include "app/slurm_options.hpp"
#include "app/speed.hpp"
#include "sweep/grid.hpp"
#include "sweep/study.hpp"
#include "sweep/trial_cost.hpp"

namespace app {

/// A study that is planned.
struct PlannedStudy {
  const sweep::Study& study;
  const sweep::Grid& grid;
  const std::vector<sweep::TrialCost>& costs;  // by row
  Speed speed;
  int most_workers = std::numeric_limits<int>::max();
};

/// Prints the batch script for a study; `words` are STUDY and its overrides. What somebody must know before
/// submitting it is said on standard error, too. Throws sweep::InputError.
void print_slurm_script(const PlannedStudy& planned, const SlurmOptions& options,
                        const std::vector<std::string>& words);

}  // namespace app
