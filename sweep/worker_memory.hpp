#pragma once

#include <vector>

#include "sweep/grid.hpp"
#include "sweep/trial_cost.hpp"

namespace sweep {

/// What a worker needs for the trials of a grid, one after the other: the largest of them, and the samples
/// that it keeps of earlier ones in case it meets them again, up to `cache_bytes` of samples in all.
double worker_memory_bytes(const Grid& grid, const std::vector<TrialCost>& costs, double cache_bytes);

}  // namespace sweep
