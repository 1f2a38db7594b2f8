#pragma once

#include <cstddef>

#include "app/commands.hpp"
#include "app/prepared_run.hpp"
#include "app/run_clock.hpp"
#include "results/results_file.hpp"
#include "sweep/plan.hpp"
#include "workers/dispatcher.hpp"

namespace app {

/// Says what is about to run.
void announce(const PreparedRun& prepared, const sweep::Plan& plan);

/// Says how much of a core coordinating took.
void report_coordinator(const RunClock& clock);

/// Says what came of it, and what to do next.
ExitStatus conclude(const PreparedRun& prepared, const results::ResultsFile& file, const workers::RunEnd& end,
                    std::size_t to_run, double seconds);

}  // namespace app
