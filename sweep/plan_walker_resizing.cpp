// Where a walker asks whether running trials need other teams (resizing.hpp), and goes on with those that do.

#include <algorithm>

#include "sweep/plan_walker.hpp"

namespace sweep {
namespace {

constexpr double kLittle = 0.02;              // of the plan's time: what says little of how wrong times are
constexpr double kMayTake = 2;                // times as long as predicted: nobody knows before it runs
constexpr std::size_t kUrgentLookAhead = 16;  // ready trials looked at for one that has to start now

}  // namespace

std::optional<Assignment> PlanWalker::go_on(Row row, std::span<const Rank> idle, double seconds_left) {
  const Resizing::Moved& moved = *resizing_.moved(row);
  const int there = static_cast<int>(idle.size());
  const int team = std::min(moved.team, workers_);
  if (there < team && clock_() < moved.ranks_by_seconds) return std::nullopt;
  return start(ready_.find(places_[row.value]), idle, std::min(there, team), seconds_left);
}

double PlanWalker::bias() const {
  // Little is known at first.
  double real_seconds = kLittle * plan_.target_seconds() + ended_seconds_;
  double predicted_seconds = kLittle * plan_.target_seconds() + predicted_seconds_;
  for (const RunningTrials::Running& trial : running_.all()) {
    if (trial.end_seconds == trial.predicted_end_seconds || resizing_.moved(trial.row)) continue;
    real_seconds += trial.end_seconds - trial.start_seconds;
    predicted_seconds += trial.predicted_end_seconds - trial.start_seconds;
  }
  return predicted_seconds > 0 ? real_seconds / predicted_seconds : 1;
}

double PlanWalker::end_seconds(double now_seconds, double bias) const {
  double work_seconds = bias * left_seconds_;
  for (const RunningTrials::Running& trial : running_.all())
    work_seconds += std::max(0.0, trial.end_seconds - now_seconds) * trial.team;
  return std::max(begin_ + bias * plan_.target_seconds(), now_seconds + work_seconds / workers_);
}

Resizing::Idle PlanWalker::use_of_idle(const Resizing::Now& now) const {
  std::size_t looked_at = 0;
  for (const Place place : ready_) {
    if (kMayTake * now.bias * plan_[row_at(place)].tail_seconds > now.end_seconds - now.seconds)
      return Resizing::Idle::NEEDED;
    if (++looked_at == kUrgentLookAhead) break;
  }
  return Resizing::Idle::SPARED;
}

std::optional<Row> PlanWalker::to_resize(std::span<const Rank> idle) {
  Resizing::Now now{clock_(), static_cast<int>(idle.size()), workers_};
  if (!resizing_.is_time_to_look(now, ready_.empty() ? Resizing::Idle::SPARED : Resizing::Idle::NEEDED))
    return std::nullopt;
  if (ready_.empty()) return resizing_.last_one(running_, now);
  now.bias = bias();
  now.end_seconds = end_seconds(now.seconds, now.bias);
  return resizing_.misjudged(running_, now, use_of_idle(now));
}

void PlanWalker::returned(Row row) {
  if (const auto* running = running_.find(row))
    resizing_.put_down(row, running->end_seconds, running->team, clock_());
  running_.end(row);
  left_seconds_ += plan_[row].seconds();
  make_ready(row);
}

}  // namespace sweep
