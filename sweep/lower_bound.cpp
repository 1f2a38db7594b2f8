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
bool is_possible(double seconds, const std::vector<Long>& long_trials, double other_work_seconds,
                 int workers) {
  double ranks_seconds = other_work_seconds;
  for (const Long& one : long_trials) {
    const TeamTime& time = one.trial->time;
    const int team = time.smallest_within(seconds - one.rest_seconds, workers);
    ranks_seconds += team * time.on(team);
  }
  return ranks_seconds <= seconds * workers;
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
  double low = bound.seconds;
  if (is_possible(low, long_trials, others, workers)) return bound;
  double high = 2 * low;
  while (!is_possible(high, long_trials, others, workers)) high *= 2;
  while (high - low > 1e-6 * high) {
    const double middle = (low + high) / 2;
    (is_possible(middle, long_trials, others, workers) ? high : low) = middle;
  }
  bound.seconds = low;
  return bound;
}

}  // namespace sweep
