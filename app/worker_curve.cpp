#include "app/worker_curve.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "app/progress_display.hpp"
#include "sweep/rehearsal.hpp"
#include "sweep/slurm_request.hpp"

namespace app {
namespace {

constexpr std::size_t kMany = 200'000;  // trials, whose rehearsal takes seconds
constexpr int kMostWorkers = 10'000;

/// Numbers of workers around `workers`: fewer of them where each takes seconds.
std::vector<int> numbers_around(int workers, std::size_t trials) {
  std::set<int> numbers = {workers};
  const double step = trials > kMany ? 4 : 2;
  for (double n = workers / step; n >= 1 && numbers.size() < 4; n /= step)
    numbers.insert(static_cast<int>(n));
  const std::size_t fewer = numbers.size();
  const auto most =
      static_cast<double>(std::min<std::size_t>(kMostWorkers, std::max<std::size_t>(trials, 1)));
  for (double n = workers * step; n <= most && numbers.size() < fewer + 3; n *= step)
    numbers.insert(static_cast<int>(n));
  return {numbers.begin(), numbers.end()};
}

}  // namespace

void print_worker_curve(const std::vector<sweep::PlannedTrial>& trials, const sweep::PlanRequest& request,
                        const sweep::Plan& made) {
  struct Point {
    int workers;
    double seconds;
    double busy;
  };
  std::vector<Point> points;
  for (const int workers : numbers_around(request.workers, trials.size())) {
    sweep::PlanRequest with = request;
    with.workers = workers;
    with.search = sweep::Search::QUICK;
    const sweep::Plan plan = workers == request.workers ? made : sweep::Plan(trials, with);
    points.push_back({workers, plan.seconds(), plan.work_seconds() / (plan.seconds() * workers)});
  }
  std::printf("\nHow many workers\n  workers  predicted time  worker-hours  useful\n");
  int worth = points.front().workers;
  for (const Point& point : points) {
    if (point.busy >= sweep::kLeastBusy) worth = point.workers;
    std::printf("  %7d  %14s  %12.*f  %5.0f %%%s\n", point.workers, duration_text(point.seconds).c_str(),
                point.seconds * point.workers < 36000 ? 2 : 0, point.seconds * point.workers / 3600,
                100 * point.busy, point.workers == request.workers ? "  <- above" : "");
  }
  std::printf(
      "  Worth asking for: up to %d (useful: work of trials on one worker each, of the time paid for; %.0f "
      "%% or more).\n",
      worth, 100 * sweep::kLeastBusy);
}

}  // namespace app
