#pragma once

#include <vector>

#include "app/speed.hpp"
#include "sweep/grid.hpp"
#include "sweep/plan.hpp"
#include "sweep/study.hpp"
#include "sweep/trial_cost.hpp"

namespace app {

// The parts of what `gridsweep plan` prints for people.

void print_grid(const sweep::Study& study, const sweep::Grid& grid,
                const std::vector<sweep::TrialCost>& costs);
void print_costs(const sweep::Grid& grid, const std::vector<sweep::TrialCost>& costs,
                 const sweep::Plan& plan);
void print_schedule(const sweep::Grid& grid, const sweep::Plan& plan, const Speed& speed);
void print_settings(const sweep::Study& study, const sweep::Grid& grid);

}  // namespace app
