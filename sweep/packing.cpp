#include "sweep/packing.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sweep/trial_source.hpp"

namespace sweep {
namespace {

constexpr std::ptrdiff_t kLookAt = 8;  // starts, for one at which no rank has waited for others
constexpr double kRounding = 1e-9;     // seconds

}  // namespace

bool Packing::Parcel::operator<(const Parcel& other) const {
  return seconds != other.seconds ? seconds > other.seconds : row < other.row;
}

Packing::Packing(const std::vector<PlannedTrial>& trials, std::span<const Row> rows, int workers)
    : trials_(trials), workers_(workers), is_changed_(trials.size(), 0) {
  for (const Row row : rows) parcels_.push_back(parcel(row));
  std::sort(parcels_.begin(), parcels_.end());
}

Packing::Parcel Packing::parcel(Row row) const {
  const PlannedTrial& trial = trials_[row.value];
  return {trial.planned_seconds(), trial.team_size, row};
}

void Packing::teams_changed(std::span<const Row> rows) {
  changed_.clear();
  for (const Row row : rows) {
    is_changed_[row.value] = 1;
    changed_.push_back(parcel(row));
  }
  std::sort(changed_.begin(), changed_.end());
  others_.clear();
  std::copy_if(parcels_.begin(), parcels_.end(), std::back_inserter(others_),
               [this](const Parcel& p) { return is_changed_[p.row.value] == 0; });
  parcels_.clear();
  std::merge(others_.begin(), others_.end(), changed_.begin(), changed_.end(), std::back_inserter(parcels_));
  for (const Row row : rows) is_changed_[row.value] = 0;
}

double Packing::place(const Parcel& parcel, double end_seconds) {
  const double latest = end_seconds - parcel.seconds + kRounding;
  const auto too_late =
      std::upper_bound(idle_.begin(), idle_.end(), latest,
                       [](double seconds, const Idle& idle) { return seconds < idle.from_seconds; });
  auto best = idle_.end();
  double least_lost = kForever;
  for (auto last = too_late; last != idle_.begin() && too_late - last < kLookAt && least_lost > 0;) {
    --last;
    double lost = 0;
    int ranks = last->ranks;
    for (auto idle = last; ranks < parcel.team && idle != idle_.begin();) {
      --idle;
      lost += (last->from_seconds - idle->from_seconds) * std::min(idle->ranks, parcel.team - ranks);
      ranks += idle->ranks;
    }
    if (ranks < parcel.team) break;  // nor are there enough of them earlier
    if (lost >= least_lost) continue;
    least_lost = lost;
    best = last;
  }
  if (best == idle_.end()) return kForever;
  const double start = best->from_seconds;
  auto first = std::next(best);
  for (int wanted = parcel.team; wanted > 0;) {
    --first;
    const int taken = std::min(wanted, first->ranks);
    first->ranks -= taken;
    wanted -= taken;
  }
  if (first->ranks > 0) ++first;
  idle_.erase(first, std::next(best));
  const double end = start + parcel.seconds;
  const auto after = std::lower_bound(idle_.begin(), idle_.end(), end, [](const Idle& idle, double seconds) {
    return idle.from_seconds < seconds;
  });
  if (after != idle_.end() && after->from_seconds == end) {
    after->ranks += parcel.team;
  } else {
    idle_.insert(after, {end, parcel.team});
  }
  return start;
}

double Packing::left_over(double end_seconds, double enough_seconds) {
  idle_.assign(1, {0, workers_});
  double left = 0;
  for (const Parcel& parcel : parcels_) {
    if (place(parcel, end_seconds) < kForever) continue;
    left += parcel.seconds * parcel.team;
    if (left > enough_seconds) break;
  }
  return left;
}

std::vector<Row> Packing::order(double end_seconds) {
  idle_.assign(1, {0, workers_});
  std::vector<std::pair<double, Row>> starts;
  for (const Parcel& parcel : parcels_) starts.emplace_back(place(parcel, end_seconds), parcel.row);
  std::stable_sort(starts.begin(), starts.end(), [this](const auto& a, const auto& b) {
    const bool failed = trials_[a.second.value].failed;
    return failed != trials_[b.second.value].failed ? !failed : a.first < b.first;
  });
  std::vector<Row> order;
  for (const auto& [start, row] : starts) order.push_back(row);
  return order;
}

}  // namespace sweep
