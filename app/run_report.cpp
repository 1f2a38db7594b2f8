#include "app/run_report.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "app/progress_display.hpp"
#include "app/training_lines.hpp"
#include "app/wells_lines.hpp"

namespace app {
namespace {

/// ", 10000 of them now in 1.2 s (120 us each)"
std::string pace(std::size_t ran, double seconds) {
  if (ran == 0) return "";
  const double each = seconds / static_cast<double>(ran);
  char text[96];
  std::snprintf(text, sizeof text, ", %zu of them now in %.4g s (%.4g %s each)", ran, seconds,
                each < 1e-3 ? each * 1e6 : each, each < 1e-3 ? "us" : "s");
  return text;
}

}  // namespace

void announce(const PreparedRun& prepared, const sweep::Plan& plan) {
  const std::size_t to_run = plan.order().size();
  const auto checkpoints = prepared.checkpoints();
  const auto half_way = std::count_if(plan.order().begin(), plan.order().end(), [&](sweep::Row row) {
    return checkpoints.holds(prepared.grid()[row].id);
  });
  std::cout << prepared.study().name << ": " << prepared.grid().size() << " trials, "
            << prepared.grid().size() - to_run << " done already";
  if (to_run > 0) {
    std::cout << ", " << to_run << " to run on " << plan.workers()
              << (plan.workers() == 1 ? " worker" : " workers");
    if (half_way > 0) std::cout << " (" << half_way << " from a checkpoint)";
    std::cout << ", about " << duration_text(plan.lower_bound_seconds());
  }
  std::cout << " -> " << prepared.out() << std::endl;
  if (to_run > 0) print_training(prepared.grid());
  if (to_run > 0) print_wells(prepared.grid(), prepared.open());
}

void report_coordinator(const RunClock& clock) {
  char text[48];
  std::snprintf(text, sizeof text, "coordinator: %.1f %% of a core", 100 * clock.load());
  std::cout << text << std::endl;
}

ExitStatus conclude(const PreparedRun& prepared, const results::ResultsFile& file, const workers::RunEnd& end,
                    std::size_t to_run, double seconds) {
  const std::vector<sweep::TrialState> states = file.states();
  const auto count = [&](sweep::TrialState state) {
    return static_cast<std::size_t>(std::count(states.begin(), states.end(), state));
  };
  const std::size_t failed = count(sweep::TrialState::FAILED);
  const std::size_t waiting = count(sweep::TrialState::WAITING);
  if (end.kind != workers::RunEnd::Kind::FINISHED) {
    std::cout << "stopped: " << end.reason << ". " << states.size() - waiting << " of " << states.size()
              << " trials are done" << (failed > 0 ? " (" + std::to_string(failed) + " failed)" : "")
              << "; run the same line again to go on" << std::endl;
    return end.kind == workers::RunEnd::Kind::GAVE_UP ? SOME_TRIALS_FAILED : STOPPED_EARLY;
  }
  if (failed == 0) {
    prepared.checkpoints().clear();  // also of trials that are no longer wanted
    const std::size_t pruned = count(sweep::TrialState::PRUNED);
    std::cout << (pruned == 0 ? "all " : "") << file.size() - pruned << " trials complete";
    if (pruned > 0) std::cout << " and " << pruned << " pruned (gridsweep status says why)";
    std::cout << pace(to_run, seconds) << ": gridsweep table " << file.path() << std::endl;
    return DONE;
  }
  std::cout << failed << " of " << file.size() << " trials failed: gridsweep status " << file.path()
            << " says why; the same line again retries them" << std::endl;
  return SOME_TRIALS_FAILED;
}

}  // namespace app
