#pragma once

#include <span>
#include <vector>

#include "sweep/planned_trial.hpp"

namespace sweep {

/// Teams with which these trials, none of which may wait for another, go into `end_seconds` on as few ranks
/// as possible; by place in `rows`. Every part of that time has a price, each trial takes the team and the
/// start that are cheapest, and parts become dearer the more ranks are asked for in them. The shares of the
/// rounds in which a trial takes a team go to a solution of the linear relaxation (multiplicative weights:
/// Arora, Hazan and Kale, Theory of Computing 8, 2012), and teams are dealt out by these shares.
std::vector<int> priced_teams(const std::vector<PlannedTrial>& trials, std::span<const Row> rows, int workers,
                              double end_seconds);

}  // namespace sweep
