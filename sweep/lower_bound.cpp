#include "sweep/lower_bound.hpp"

#include <algorithm>
#include <vector>

namespace sweep {
namespace {

/// A trial that may need a team if all is to end in time.
struct Long {
  const PlannedTrial* trial;
  double rest_seconds;  // of its chain, on the fastest teams
};

/// Whether the workers have the time for all teams that a schedule of this length asks for.
bool is_possible(double seconds, const std::vector<Long>& long_trials, double other_work_seconds, int workers,
                 double slack) {
  double ranks_seconds = other_work_seconds;
  for (const Long& one : long_trials) {
    const TeamTime& time = one.trial->time;
    const int team = time.smallest_within(seconds / slack - one.rest_seconds, workers);
    ranks_seconds += team * time.on(team);
  }
  return ranks_seconds <= seconds * workers;
}

/// The shortest possible time from `low` on.
double least_possible(double low, const std::vector<Long>& long_trials, double other_work_seconds,
                      int workers, double slack = 1) {
  const auto possible = [&](double seconds) {
    return is_possible(seconds, long_trials, other_work_seconds, workers, slack);
  };
  if (low <= 0 || possible(low)) return low;
  double high = 2 * low;
  while (!possible(high)) high *= 2;
  while (high - low > 1e-6 * high) {
    const double middle = (low + high) / 2;
    (possible(middle) ? high : low) = middle;
  }
  return low;
}

}  // namespace

LowerBound LowerBound::of(std::span<const PlannedTrial> trials, int workers) {
  LowerBound bound;
  std::vector<double> fastest(trials.size(), 0);
  std::vector<double> rest(trials.size(), 0);  // of the chain that each is part of
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (!trials[i].done) fastest[i] = trials[i].time.on(trials[i].time.fastest(workers));
  }
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (trials[i].done || !trials[i].teacher) continue;
    const std::size_t teacher = trials[i].teacher->value;
    rest[i] = fastest[teacher];
    rest[teacher] = std::max(rest[teacher], fastest[i]);
  }
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (trials[i].done) continue;
    bound.work_seconds += trials[i].seconds();
    bound.longest_seconds = std::max(bound.longest_seconds, fastest[i]);
    bound.chain_seconds = std::max(bound.chain_seconds, fastest[i] + rest[i]);
  }
  bound.seconds = std::max(bound.work_seconds / workers, bound.chain_seconds);

  std::vector<Long> long_trials;
  double others = bound.work_seconds;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (trials[i].done || trials[i].seconds() + rest[i] <= bound.seconds) continue;
    long_trials.push_back({&trials[i], rest[i]});
    others -= trials[i].seconds();
  }
  bound.seconds = least_possible(bound.seconds, long_trials, others, workers, 1);
  return bound;
}

double spread_seconds(std::span<const PlannedTrial> trials, int workers, double slack) {
  double work_seconds = 0;
  for (const PlannedTrial& trial : trials) work_seconds += trial.done ? 0 : trial.seconds();
  const double evenly = work_seconds / workers;
  std::vector<Long> long_trials;
  double others = work_seconds;
  for (const PlannedTrial& trial : trials) {
    if (trial.done || slack * trial.seconds() <= evenly) continue;
    long_trials.push_back({&trial, 0});
    others -= trial.seconds();
  }
  return least_possible(evenly, long_trials, others, workers, slack);
}

}  // namespace sweep
