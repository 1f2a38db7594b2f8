#include "sweep/resizing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sweep {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr double kMoreIdle = 0.02;       // of the workers, since the last look…
constexpr double kBetweenLooks = 0.005;  // …or of the plan's time
constexpr double kPatienceSeconds = 5;   // for members that have left the trial but not said so yet

// At the end, idle ranks have nothing else to do:
constexpr double kWorthMoves = 1;     // so many times as long as a move takes must be won,
constexpr double kWorthShare = 0.01;  // and so much of the plan's time.
// Before, they have:
constexpr double kSurprise = 0.05;      // of a trial's time, by which it ends sooner or later than predicted
constexpr double kNarrow = 0.8;         // of its team, at most, must be enough;
constexpr double kWorthMovesThen = 3;   // what that saves, in moves of the whole team;
constexpr double kLate = 0.1;           // of the plan's time, by which a trial is late that is widened;
constexpr double kWorthMovesLate = 10;  // what it must win

/// What is won where a trial goes on with so many ranks.
double won_seconds(const PlannedTrial& trial, int from, int to, double left_seconds) {
  return left_seconds * (1 - trial.time.on(to) / trial.time.on(from)) - trial.move_seconds;
}

}  // namespace

Resizing::Resizing(const Plan& plan)
    : plan_(plan),
      any_can_move_(plan.teams() == Teams::CHOSEN &&
                    std::any_of(plan.order().begin(), plan.order().end(),
                                [&](Row row) { return plan[row].interruption == Interruption::CHECKPOINT; })),
      hold_until_seconds_(kNever),
      looked_seconds_(kNever) {}

bool Resizing::is_time_to_look(const Now& now, Idle idle) {
  if (!any_can_move_ || wanted_ || waiting_) return false;
  const int spared = idle == Idle::SPARED ? now.idle : 0;
  const bool more = spared >= idle_then_ + std::max(1, static_cast<int>(kMoreIdle * plan_.workers()));
  if (!more && now.seconds < looked_seconds_ + kBetweenLooks * plan_.target_seconds()) {
    idle_then_ = std::min(idle_then_, spared);
    return false;
  }
  idle_then_ = spared;
  looked_seconds_ = now.seconds;
  hold_until_seconds_ = kNever;
  return true;
}

std::optional<Row> Resizing::want(const std::optional<Change>& change) {
  wanted_ = change;
  if (!change) return std::nullopt;
  looked_seconds_ = kNever;  // then look again
  return change->row;
}

bool Resizing::may_move(const RunningTrials::Running& trial, double now_seconds) const {
  return plan_[trial.row].interruption == Interruption::CHECKPOINT && trial.end_seconds > now_seconds;
}

std::optional<Row> Resizing::last_one(const RunningTrials& running, const Now& now) {
  double work_seconds = 0;  // left, of all ranks
  const RunningTrials::Running* last = nullptr;
  for (const RunningTrials::Running& trial : running.all()) {
    work_seconds += std::max(0.0, trial.end_seconds - now.seconds) * trial.team;
    if (!may_move(trial, now.seconds)) continue;
    if (last == nullptr || trial.end_seconds > last->end_seconds) last = &trial;
  }
  if (last == nullptr || now.idle == 0) return std::nullopt;
  const PlannedTrial& planned = plan_[last->row];
  const double left_seconds = last->end_seconds - now.seconds;
  // As many as end it when all could end, if the work were spread evenly from now on.
  const double even = work_seconds / now.workers / left_seconds * planned.time.on(last->team);
  const int most = std::min(last->team + now.idle, now.workers);
  const int team = std::max(last->team, planned.time.smallest_within(even, most));
  if (won_seconds(planned, last->team, team, left_seconds) <
      std::max(kWorthMoves * planned.move_seconds, kWorthShare * plan_.target_seconds()))
    return std::nullopt;
  return want(Change{last->row, team});
}

std::optional<Row> Resizing::misjudged(const RunningTrials& running, const Now& now, Idle idle) {
  std::optional<Change> narrower;
  std::optional<Change> wider;
  double most_saved_seconds = 0;  // of ranks
  double latest_seconds = kLate * now.bias * plan_.target_seconds();
  for (const RunningTrials::Running& trial : running.all()) {
    if (!may_move(trial, now.seconds)) continue;
    const PlannedTrial& planned = plan_[trial.row];
    const double on_team = planned.time.on(trial.team);
    if (std::abs(trial.end_seconds - trial.predicted_end_seconds) < kSurprise * on_team) continue;
    const double left_seconds = trial.end_seconds - now.seconds;
    const double after_seconds = now.bias * (planned.tail_seconds - planned.planned_seconds());
    const double room_seconds = now.end_seconds - after_seconds - now.seconds - planned.move_seconds;
    const int enough =
        planned.time.smallest_within(std::max(0.0, room_seconds) * on_team / left_seconds, now.workers);
    const double scale = left_seconds / on_team;
    if (enough <= kNarrow * trial.team) {
      const double saved_seconds = scale * (trial.team * on_team - enough * planned.time.on(enough));
      if (saved_seconds < kWorthMovesThen * planned.move_seconds * trial.team) continue;
      if (saved_seconds <= most_saved_seconds) continue;
      most_saved_seconds = saved_seconds;
      narrower = Change{trial.row, enough};
    } else if (enough > trial.team && idle == Idle::SPARED) {
      const double late_seconds = trial.end_seconds + after_seconds - now.end_seconds;
      const int team = std::min(enough, trial.team + std::max(1, now.idle));
      if (late_seconds <= latest_seconds) continue;
      if (won_seconds(planned, trial.team, team, left_seconds) <
          std::max(kWorthMovesLate * planned.move_seconds, kWorthShare * plan_.target_seconds()))
        continue;
      latest_seconds = late_seconds;
      wider = Change{trial.row, team};
    }
  }
  if (!narrower && now.idle == 0) return std::nullopt;
  // What the one gives up, the other gets.
  if (wider) hold_until_seconds_ = now.seconds + kPatienceSeconds;
  return want(narrower ? narrower : wider);
}

void Resizing::put_down(Row row, double end_seconds, int team, double now_seconds) {
  if (!wanted_ || wanted_->row != row) return;
  const PlannedTrial& trial = plan_[row];
  const double left_seconds = std::max(0.0, end_seconds - now_seconds) + trial.move_seconds;
  moved_[row.value] = {left_seconds / trial.time.on(team), wanted_->team, now_seconds + kPatienceSeconds};
  waiting_ = row;
  wanted_.reset();
}

void Resizing::started(Row row) {
  if (waiting_ == row) waiting_.reset();
}

void Resizing::ended(Row row) {
  if (wanted_ && wanted_->row == row) wanted_.reset();
  started(row);
  moved_.erase(row.value);
}

const Resizing::Moved* Resizing::moved(Row row) const {
  const auto found = moved_.find(row.value);
  return found == moved_.end() ? nullptr : &found->second;
}

}  // namespace sweep
