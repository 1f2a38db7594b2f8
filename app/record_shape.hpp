#pragma once

#include <vector>

#include "sweep/grid.hpp"
#include "sweep/trial_cost.hpp"
#include "sweep/trial_record.hpp"
#include "workers/dataset_settings.hpp"

namespace app {

/// How much room the records of a grid's trials need.
sweep::RecordShape record_shape(const sweep::Grid& grid, const std::vector<sweep::TrialCost>& costs,
                                const workers::OpenDataset& open);

}  // namespace app
