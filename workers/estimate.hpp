#pragma once

#include <vector>

#include "sweep/grid.hpp"
#include "sweep/trial_cost.hpp"
#include "workers/dataset_settings.hpp"

namespace workers {

/// What each trial of `grid` takes, by row, counted from its network's and its data's shapes; nothing is
/// trained and no sample is made. Throws sweep::InputError, naming the trial, when its settings don't fit
/// together (a stride longer than its axis, a cube too small for the network, …): so a mistake is found
/// before any training.
std::vector<sweep::TrialCost> estimate_costs(const sweep::Grid& grid, const OpenDataset& open);

}  // namespace workers
