#include "sweep/calibration.hpp"

#include <algorithm>
#include <cmath>

#include "sweep/architectures.hpp"

namespace sweep {
namespace {

constexpr double kAboutEqual = 1.05;  // counted costs of one class
constexpr std::size_t kFew = 3;  // below so many trials a single disturbed one could speak for a class …
constexpr double kFewAreTrusted = 3;  // … so its ratio is within this factor of the architecture's

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return std::sqrt(*middle *
                   *std::max_element(values.begin(), middle));  // of ratios: half-way on a log scale
}

/// Counted seconds of what a correction is applied to.
double counted_seconds(TrialCost cost, const WorkerSpeed& speed, int ranks) {
  cost.correction = 1;
  const TeamTime corrected = cost.team_time(speed);
  cost.correction = 0;
  return corrected.on(ranks) - cost.team_time(speed).on(ranks);
}

/// Counted seconds of all the rest: sums over the team.
double other_seconds(TrialCost cost, const WorkerSpeed& speed, int ranks) {
  cost.correction = 0;
  const TeamTime time = cost.team_time(speed);
  return time.on(ranks) - time.on(1);
}

/// A sample of a class: its counted seconds on one rank, and its ratio.
struct Seen {
  double counted_seconds = 0;
  double ratio = 1;
};

}  // namespace

void Calibration::add(const std::string& architecture, const TrialCost& cost, int team_size, double seconds) {
  if (!(seconds > 0) || !std::isfinite(seconds) || team_size < 1) return;
  Times& times = times_[architecture][{{cost.operations, cost.bytes, cost.calls}, team_size}];
  times.cost = cost;
  times.team_size = team_size;
  times.seconds.push_back(static_cast<float>(seconds));
  ++trials_;
}

Calibration::Ratios Calibration::ratios(const WorkerSpeed& speed) const {
  Ratios ratios;
  std::vector<double> of_classes;
  for (const auto& [architecture, kinds] : times_) {
    std::vector<Seen> seen;
    for (const auto& [counted, times] : kinds) {
      const double on_team = counted_seconds(times.cost, speed, times.team_size);
      if (!(on_team > 0)) continue;  // a trial that trains nothing
      const double beside = other_seconds(times.cost, speed, times.team_size);
      const double alone = counted_seconds(times.cost, speed, 1);
      for (const double seconds : times.seconds)
        seen.push_back({alone, std::max(seconds - beside, 0.1 * seconds) / on_team});
    }
    if (seen.empty()) continue;
    std::stable_sort(seen.begin(), seen.end(),
                     [](const Seen& a, const Seen& b) { return a.counted_seconds < b.counted_seconds; });
    std::vector<Class>& classes = ratios.by_architecture[architecture];
    for (std::size_t first = 0, last = 0; first < seen.size(); first = last) {
      std::vector<double> of_class;
      double log_sum = 0;
      for (; last < seen.size() && seen[last].counted_seconds <= kAboutEqual * seen[first].counted_seconds;
           ++last) {
        of_class.push_back(seen[last].ratio);
        log_sum += std::log(seen[last].counted_seconds);
      }
      const auto trials = of_class.size();
      classes.push_back(
          {std::exp(log_sum / static_cast<double>(trials)), median(std::move(of_class)), trials});
    }
    std::vector<double> of_trials;
    for (const Seen& one : seen) of_trials.push_back(one.ratio);
    const double usual = median(std::move(of_trials));
    for (Class& one : classes) {
      if (one.trials < kFew)
        one.ratio = std::clamp(one.ratio, usual / kFewAreTrusted, usual * kFewAreTrusted);
      of_classes.push_back(one.ratio);
    }
  }
  if (!of_classes.empty()) ratios.of_all = median(std::move(of_classes));
  return ratios;
}

double Calibration::Ratios::of(const std::string& architecture, double counted) const {
  const auto found = by_architecture.find(architecture);
  if (found == by_architecture.end() || !(counted > 0)) return of_all;
  const std::vector<Class>& classes = found->second;
  const auto above = std::find_if(classes.begin(), classes.end(),
                                  [&](const Class& one) { return one.counted_seconds >= counted; });
  if (above == classes.begin()) return classes.front().ratio;
  if (above == classes.end()) return classes.back().ratio;
  const Class& low = *std::prev(above);
  const double share =
      std::log(counted / low.counted_seconds) / std::log(above->counted_seconds / low.counted_seconds);
  return std::pow(low.ratio, 1 - share) * std::pow(above->ratio, share);
}

double Calibration::correction(const std::string& architecture, const TrialCost& cost,
                               const WorkerSpeed& speed) const {
  return ratios(speed).of(architecture, counted_seconds(cost, speed, 1));
}

void Calibration::correct(const Grid& grid, std::vector<TrialCost>& costs, const WorkerSpeed& speed) const {
  if (trials_ == 0) return;
  const Ratios known = ratios(speed);
  const Architectures architectures(grid);
  for (std::uint32_t i = 0; i < costs.size(); ++i)
    costs[i].correction = known.of(architectures.of(Row{i}), counted_seconds(costs[i], speed, 1));
}

}  // namespace sweep
