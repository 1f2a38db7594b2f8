#pragma once

#include "sweep/grid.hpp"
#include "workers/dataset_settings.hpp"

namespace app {

/// Reads every file of backbone weights that trials of the grid name. Throws sweep::InputError when one can't
/// be used: better now than in the morning.
void check_backbone_files(const sweep::Grid& grid, const workers::OpenDataset& open);

}  // namespace app
