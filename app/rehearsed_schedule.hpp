#pragma once

#include "results/figures/schedule.hpp"
#include "sweep/grid.hpp"
#include "sweep/plan.hpp"
#include "sweep/rehearsal.hpp"

namespace app {

/// A rehearsal, to be drawn: which rank would train what when.
results::Schedule rehearsed_schedule(const sweep::Grid& grid, const sweep::Plan& plan,
                                     const sweep::Rehearsal& rehearsal);

}  // namespace app
