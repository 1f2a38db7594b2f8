#pragma once

#include <span>
#include <vector>

#include "sweep/planned_trial.hpp"

namespace sweep {

/// Teams with which these trials, none of which may wait for another, go into `end_seconds` on as few ranks
/// as possible; by place in `rows`. Dealt out by the shares that they have in a solution of the linear
/// relaxation (rank_market.hpp), in which trials are cut up.
std::vector<int> priced_teams(const std::vector<PlannedTrial>& trials, std::span<const Row> rows, int workers,
                              double end_seconds);

}  // namespace sweep
