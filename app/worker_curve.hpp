#pragma once

#include <vector>

#include "sweep/plan.hpp"

namespace app {

/// Prints how long the study takes with fewer and with more workers, what that costs, and how many are worth
/// asking for: the most that are still busy (as for SLURM, kLeastBusy). `made` is the plan for as many as
/// requested.
void print_worker_curve(const std::vector<sweep::PlannedTrial>& trials, const sweep::PlanRequest& request,
                        const sweep::Plan& made);

}  // namespace app
