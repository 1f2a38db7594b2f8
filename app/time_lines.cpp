#include "app/time_lines.hpp"

#include <algorithm>
#include <cstdio>

#include "app/progress_display.hpp"
#include "sweep/plan_walker.hpp"
#include "sweep/rehearsal.hpp"

namespace app {

double predicted_makespan(const sweep::Grid& grid, const sweep::Plan& plan) {
  constexpr std::size_t kMany = 100'000;
  if (plan.order().size() > kMany) return plan.lower_bound_seconds();
  sweep::PlanWalker walker(grid, plan);
  double makespan = 0;
  for (const sweep::Performance& p : sweep::rehearse(walker, plan))
    makespan = std::max(makespan, p.end_seconds);
  return makespan;
}

void print_time_taken(double predicted_seconds, double seconds, const sweep::Calibration& earlier) {
  std::printf("predicted %s, took %s", duration_text(predicted_seconds).c_str(),
              duration_text(seconds).c_str());
  if (earlier.trials() > 0) std::printf(" (predicted from %zu earlier trials)", earlier.trials());
  std::printf("\n");
  std::fflush(stdout);
}

void print_lessons(const sweep::Calibration& earlier) {
  if (earlier.trials() > 0) std::printf("  learnt from      %zu earlier trials\n", earlier.trials());
}

}  // namespace app
