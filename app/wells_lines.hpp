#pragma once

#include "sweep/grid.hpp"
#include "workers/dataset_settings.hpp"

namespace app {

/// Prints what somebody should know of the wells of a study before its trials run: what is missing, which
/// readouts are dropped, what its scores can't say. Nothing for other studies.
void print_wells(const sweep::Grid& grid, const workers::OpenDataset& open);

}  // namespace app
