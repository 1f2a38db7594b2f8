#include "sweep/widening.hpp"

#include <algorithm>

namespace sweep {
namespace {

constexpr double kWorthMoves = 3;        // so many times as long as a move takes must be won,
constexpr double kWorthShare = 0.01;     // and so much of the plan's time
constexpr double kMoreIdle = 0.02;       // of the workers, since the last look…
constexpr double kBetweenLooks = 0.005;  // …or of the plan's time
constexpr double kPatienceSeconds = 5;   // for members that have left the trial but not said so yet

}  // namespace

bool Widening::is_time_to_look(int idle, double now_seconds) {
  const bool more = idle >= idle_then_ + std::max(1, static_cast<int>(kMoreIdle * plan_.workers()));
  if (!more && now_seconds < looked_seconds_ + kBetweenLooks * plan_.target_seconds()) {
    idle_then_ = std::min(idle_then_, idle);
    return false;
  }
  idle_then_ = idle;
  looked_seconds_ = now_seconds;
  return true;
}

std::optional<Row> Widening::choose(const RunningTrials& running, int idle, int workers, double now_seconds) {
  if (wanted_ || idle == 0 || plan_.teams() == Teams::GIVEN || !is_time_to_look(idle, now_seconds))
    return std::nullopt;
  double work_seconds = 0;  // left, of all ranks
  const RunningTrials::Running* last = nullptr;
  for (const RunningTrials::Running& trial : running.all()) {
    work_seconds += std::max(0.0, trial.end_seconds - now_seconds) * trial.team;
    if (plan_[trial.row].interruption != Interruption::CHECKPOINT) continue;
    if (last == nullptr || trial.end_seconds > last->end_seconds) last = &trial;
  }
  if (last == nullptr || last->end_seconds <= now_seconds) return std::nullopt;
  const TeamTime& time = plan_[last->row].time;
  const double left_seconds = last->end_seconds - now_seconds;
  // As many as end it when all could end, if the work were spread evenly from now on.
  const double even = work_seconds / workers / left_seconds * time.on(last->team);
  const int most = std::min(last->team + idle, workers);
  const int team = std::max(last->team, time.smallest_within(even, most));
  const double move_seconds = plan_[last->row].move_seconds;
  const double won_seconds = left_seconds * (1 - time.on(team) / time.on(last->team)) - move_seconds;
  if (won_seconds < std::max(kWorthMoves * move_seconds, kWorthShare * plan_.target_seconds()))
    return std::nullopt;
  wanted_ = {last->row, team};
  return last->row;
}

void Widening::put_down(Row row, double end_seconds, int team, double now_seconds) {
  if (!wanted_ || wanted_->first != row) return;
  const PlannedTrial& trial = plan_[row];
  const double left_seconds = std::max(0.0, end_seconds - now_seconds) + trial.move_seconds;
  moved_[row.value] = {left_seconds / trial.time.on(team), wanted_->second, now_seconds + kPatienceSeconds};
  wanted_.reset();
}

void Widening::ended(Row row) {
  if (wanted_ && wanted_->first == row) wanted_.reset();
  moved_.erase(row.value);
}

const Widening::Moved* Widening::moved(Row row) const {
  const auto found = moved_.find(row.value);
  return found == moved_.end() ? nullptr : &found->second;
}

}  // namespace sweep
