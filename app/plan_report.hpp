#pragma once

#include <cstdint>
#include <vector>

#include "app/speed.hpp"
#include "sweep/grid.hpp"
#include "sweep/plan.hpp"
#include "sweep/rehearsal.hpp"
#include "sweep/study.hpp"
#include "sweep/trial_cost.hpp"

namespace app {

// The parts of what `gridsweep plan` prints for people.

void print_grid(const sweep::Study& study, const sweep::Grid& grid,
                const std::vector<sweep::TrialCost>& costs);
void print_costs(const sweep::Grid& grid, const std::vector<sweep::TrialCost>& costs,
                 const sweep::Plan& plan);
void print_schedule(const sweep::Grid& grid, const sweep::Plan& plan, const sweep::Rehearsal& rehearsal,
                    double bound_seconds, const Speed& speed);
/// What the results file will take, and the coordinator: as this process does now.
void print_memory(std::uint64_t file_bytes);
void print_settings(const sweep::Study& study, const sweep::Grid& grid);

}  // namespace app
