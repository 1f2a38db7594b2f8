#pragma once

#include <cstdint>

#include "sweep/local_search.hpp"
#include "sweep/plan.hpp"

namespace sweep {

/// Teams and order with which the plan's trials, none of which may wait for another, are packed (packing.hpp)
/// into as little time as is found, `enough` times the lower bound at the least: simulated annealing over
/// teams, from priced ones on (priced_teams.hpp), by how much of the trials does not fit; once all do, into
/// less time. `seed`: other chances, and other first teams.
Draft packed(const Plan& plan, double enough, std::uint64_t seed);

}  // namespace sweep
