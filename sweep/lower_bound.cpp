#include "sweep/lower_bound.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace sweep {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

double area(const TeamTime& time, int team) { return team * time.on(team); }

/// The least that `trial` costs on a team that ends it within `seconds`; on its fastest where none does.
double least_area(const PlannedTrial& trial, double seconds, int workers) {
  return area(trial.time, trial.time.smallest_within(seconds, workers));
}

/// A trial, or a teacher with all that wait for it.
struct Family {
  const PlannedTrial* first = nullptr;  // none where the teacher is done already
  std::vector<const PlannedTrial*> students;

  double work_seconds() const {
    double sum = first == nullptr ? 0 : first->seconds();
    for (const PlannedTrial* student : students) sum += student->seconds();
    return sum;
  }
  /// Whether it ends by then with one rank each.
  bool fits_alone(double seconds) const {
    double longest = 0;
    for (const PlannedTrial* student : students) longest = std::max(longest, student->seconds());
    return (first == nullptr ? 0 : first->seconds()) + longest <= seconds;
  }

  double students_area(double seconds, int workers) const {
    double sum = 0;
    for (const PlannedTrial* student : students) {
      if (student->time.on(student->time.fastest(workers)) > seconds) return kNever;
      sum += least_area(*student, seconds, workers);
    }
    return sum;
  }

  /// What it costs at least when all of it ends within `seconds`: the larger the teacher's team, the smaller
  /// the students'.
  double area_within(double seconds, int workers) const {
    if (first == nullptr) return students_area(seconds, workers);
    if (students.empty()) return least_area(*first, seconds, workers);
    double least = kNever;
    const int fastest = first->time.fastest(workers);
    // Teams from `team` to `next` - 1 cost no less than the smallest and end no sooner than the largest of
    // them.
    for (int team = 1, next = 1; team <= fastest; team = next) {
      next = std::min(fastest + 1, team + 1 + team / 32);
      const double left = seconds - first->time.on(next - 1);
      if (left > 0) least = std::min(least, area(first->time, team) + students_area(left, workers));
    }
    return least;
  }
};

std::vector<Family> families_of(std::span<const PlannedTrial> trials) {
  std::vector<Family> families(trials.size());
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (trials[i].done) continue;
    if (trials[i].teacher) {
      families[trials[i].teacher->value].students.push_back(&trials[i]);
    } else {
      families[i].first = &trials[i];
    }
  }
  std::erase_if(families, [](const Family& f) { return f.first == nullptr && f.students.empty(); });
  return families;
}

/// The shortest time from `low` on in which the workers can do `area_within` it.
double least_possible(double low, int workers, const std::function<double(double)>& area_within) {
  const auto possible = [&](double seconds) { return area_within(seconds) <= seconds * workers; };
  if (low <= 0 || possible(low)) return low;
  double high = 2 * low;
  while (!possible(high)) high *= 2;
  while (high - low > 1e-6 * high) {
    const double middle = (low + high) / 2;
    (possible(middle) ? high : low) = middle;
  }
  return low;
}

double work_of(std::span<const PlannedTrial> trials) {
  double work_seconds = 0;
  for (const PlannedTrial& trial : trials) work_seconds += trial.done ? 0 : trial.seconds();
  return work_seconds;
}

}  // namespace

LowerBound LowerBound::of(std::span<const PlannedTrial> trials, int workers) {
  LowerBound bound;
  bound.work_seconds = work_of(trials);
  std::vector<Family> families = families_of(trials);
  const auto fastest = [&](const PlannedTrial& trial) { return trial.time.on(trial.time.fastest(workers)); };
  for (const Family& family : families) {
    double longest = 0;
    for (const PlannedTrial* student : family.students) longest = std::max(longest, fastest(*student));
    const double first = family.first == nullptr ? 0 : fastest(*family.first);
    bound.longest_seconds = std::max({bound.longest_seconds, first, longest});
    bound.chain_seconds = std::max(bound.chain_seconds, first + longest);
  }
  const double simple = std::max(bound.work_seconds / workers, bound.chain_seconds);
  std::erase_if(families, [&](const Family& family) { return family.fits_alone(simple); });
  double others = bound.work_seconds;
  for (const Family& family : families) others -= family.work_seconds();
  bound.seconds = least_possible(simple, workers, [&](double seconds) {
    double sum = others;
    for (const Family& family : families) sum += family.area_within(seconds, workers);
    return sum;
  });
  return bound;
}

double spread_seconds(std::span<const PlannedTrial> trials, int workers, double slack) {
  const double evenly = work_of(trials) / workers;
  std::vector<const PlannedTrial*> long_trials;
  double others = evenly * workers;
  for (const PlannedTrial& trial : trials) {
    if (trial.done || slack * trial.seconds() <= evenly) continue;
    long_trials.push_back(&trial);
    others -= trial.seconds();
  }
  return least_possible(evenly, workers, [&](double seconds) {
    double sum = others;
    for (const PlannedTrial* trial : long_trials) sum += least_area(*trial, seconds / slack, workers);
    return sum;
  });
}

}  // namespace sweep
