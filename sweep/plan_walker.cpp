#include "sweep/plan_walker.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace sweep {
namespace {

constexpr std::size_t kLookAhead = 16;   // ready trials looked at for one whose samples are at hand
constexpr std::size_t kRanksAsked = 16;  // whether they hold them
constexpr double kWorthSkipping = 0.8;   // …if it is at least this share of the longest one
constexpr double kLate = 0.05;           // of the plan's time: nobody minds being late by less
constexpr int kPromises = 1;  // of ranks to a trial that waits for them, when earlier ones were broken
constexpr std::size_t kGapLookAhead = 64;  // ready trials looked at for one that fits into a gap

}  // namespace

double seconds_of_this_process() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

PlanWalker::PlanWalker(const Plan& plan, Clock clock)
    : plan_(plan),
      clock_(std::move(clock)),
      begin_(clock_()),
      workers_(plan.workers()),
      places_(plan.trials().size()),
      running_(plan.trials().size()),
      resizing_(plan) {
  for (Place place = 0; place < plan.order().size(); ++place) {
    const Row row = row_at(place);
    left_seconds_ += plan[row].seconds();
    places_[row.value] = place;
    const auto teacher = plan[row].teacher;
    if (teacher && !plan[*teacher].done) {
      students_[teacher->value].push_back(row);
      ++waiting_;
    } else {
      make_ready(row);
    }
  }
}

bool PlanWalker::has_time(Row row, int team, double seconds_left) const {
  const PlannedTrial& trial = plan_[row];
  return seconds_left == kForever || trial.interruption == Interruption::CHECKPOINT ||
         trial.time.on(team) <= seconds_left;
}

bool PlanWalker::has_time_for_less(Row row, int team) const {
  const PlannedTrial& trial = plan_[row];
  const double after = trial.tail_seconds - trial.planned_seconds();
  return clock_() - begin_ + plan_.slack() * (trial.time.on(team) + after) <= plan_.target_seconds();
}

int PlanWalker::team_in_time(Row row) const {
  if (plan_.teams() == Teams::GIVEN) return 1;
  const double left_seconds = std::max(
      {begin_ + plan_.target_seconds() - clock_(), left_seconds_ / workers_, kLate * plan_.target_seconds()});
  return plan_[row].time.smallest_within(left_seconds / plan_.slack(), workers_);
}

int PlanWalker::grown_team(Row row, std::size_t idle) const {
  const int planned = planned_team(row);
  if (plan_.teams() == Teams::GIVEN || ready_.size() >= idle) return planned;
  if (plan_.growth() == Growth::AT_THE_END && waiting_ > 0) return planned;
  const double others = static_cast<double>(ready_.size() - 1);
  // One rank for each, and the rest by how much there is to divide.
  const double share =
      1 + (static_cast<double>(idle) - 1 - others) *
              (ready_seconds_ > 0 ? plan_[row].time.divided_seconds / ready_seconds_ : 1 / (others + 1));
  return std::max(planned, std::min(static_cast<int>(share), plan_[row].time.fastest(workers_)));
}

std::uint64_t PlanWalker::held_by(Rank rank) const {
  const auto i = static_cast<std::size_t>(rank.value);
  return i < held_.size() ? held_[i] : 0;
}

std::pair<PlanWalker::Ready::iterator, Rank> PlanWalker::with_samples_at_hand(Ready::iterator like,
                                                                              std::span<const Rank> idle,
                                                                              int team,
                                                                              double seconds_left) const {
  const PlannedTrial& longest = plan_[row_at(*like)];
  const std::span<const Rank> asked = idle.first(std::min(idle.size(), kRanksAsked));
  std::array<std::uint64_t, kRanksAsked> held{};
  std::transform(asked.begin(), asked.end(), held.begin(), [&](Rank rank) { return held_by(rank); });
  std::size_t looked_at = 0;
  for (auto place = like; place != ready_.end() && looked_at < kLookAhead; ++place, ++looked_at) {
    const Row row = row_at(*place);
    const PlannedTrial& trial = plan_[row];
    if (trial.tail_seconds < kWorthSkipping * longest.tail_seconds ||
        planned_team(row) != planned_team(row_at(*like)) || trial.failed != longest.failed)
      break;
    if (!has_time(row, team, seconds_left)) continue;
    const auto holder = std::find(held.begin(), held.begin() + asked.size(), trial.data_key) - held.begin();
    if (holder < std::ssize(asked)) return {place, asked[static_cast<std::size_t>(holder)]};
  }
  return {like, idle.front()};
}

std::optional<Assignment> PlanWalker::next(std::span<const Rank> idle, double seconds_left) {
  if (idle.empty()) return std::nullopt;
  if (const auto moved = resizing_.waiting()) return go_on(*moved, idle, seconds_left);
  if (resizing_.holds_ranks(clock_())) return std::nullopt;
  const auto first = std::find_if(ready_.begin(), ready_.end(), [&](Place place) {
    return has_time(row_at(place), planned_team(row_at(place)), seconds_left);
  });
  if (first == ready_.end()) return std::nullopt;
  const Row row = row_at(*first);
  const int there = static_cast<int>(idle.size());
  const int wanted = std::max(grown_team(row, idle.size()), std::min(there, team_in_time(row)));
  if (wanted <= there) return start(first, idle, wanted, seconds_left);
  if (plan_.teams() == Teams::CHOSEN && has_time_for_less(row, there) && has_time(row, there, seconds_left))
    return start(first, idle, there, seconds_left);
  // Not asked all the time: a promise that moves away would let shorter trials pass for ever.
  const double now = clock_();
  if (!held_up_ || held_up_->row != row)
    held_up_ = HeldUp{row, now + running_.seconds_until_idle(wanted - there, now), kPromises};
  if (held_up_->until < now && held_up_->promises-- > 0)
    held_up_->until = now + running_.seconds_until_idle(wanted - there, now);
  return fill_gap(std::next(first), idle, seconds_left, held_up_->until - clock_());
}

std::optional<Assignment> PlanWalker::fill_gap(Ready::iterator after, std::span<const Rank> idle,
                                               double seconds_left, double gap_seconds) {
  std::size_t looked_at = 0;
  for (auto place = after; place != ready_.end() && looked_at < kGapLookAhead; ++place, ++looked_at) {
    const Row row = row_at(*place);
    const int team = std::min(planned_team(row), static_cast<int>(idle.size()));
    if (plan_[row].failed) break;
    if (team < planned_team(row) && (plan_.teams() == Teams::GIVEN || !has_time_for_less(row, team)))
      continue;
    if (plan_[row].time.on(team) > gap_seconds || !has_time(row, team, seconds_left)) continue;
    return start(place, idle, team, seconds_left);
  }
  return std::nullopt;
}

std::optional<Assignment> PlanWalker::start(Ready::iterator place, std::span<const Rank> idle, int team,
                                            double seconds_left) {
  // Not where teams grow: they suit one trial.
  const bool as_planned = team <= planned_team(row_at(*place)) && !resizing_.moved(row_at(*place));
  const auto [chosen, first] =
      as_planned ? with_samples_at_hand(place, idle, team, seconds_left) : std::pair(place, idle.front());
  Assignment assignment{row_at(*chosen), {first}};
  ready_seconds_ -= plan_[assignment.row].time.divided_seconds;
  left_seconds_ -= plan_[assignment.row].seconds();
  ready_.erase(chosen);
  if (ready_.empty()) ready_seconds_ = 0;  // less what rounding has left
  for (const Rank rank : idle) {
    if (static_cast<int>(assignment.team.size()) == team) break;
    if (rank != first) assignment.team.push_back(rank);
  }
  const PlannedTrial& trial = plan_[assignment.row];
  for (const Rank rank : assignment.team) {
    const auto i = static_cast<std::size_t>(rank.value);
    if (i >= held_.size()) held_.resize(i + 1);
    held_[i] = trial.data_key;
  }
  resizing_.started(assignment.row);
  assignment.predicted_seconds = resizing_.share_left(assignment.row) * trial.time.on(team);
  const double now = clock_();
  running_.start(assignment.row, now, now + assignment.predicted_seconds, team);
  return assignment;
}

Verdict PlanWalker::epoch(const EpochReport& report) {
  running_.epoch_ended(report.row, report.epoch, plan_[report.row].epochs, clock_());
  return Verdict::GO_ON;
}

void PlanWalker::make_ready(Row row) {
  ready_.insert(ready_.end(), places_[row.value]);
  ready_seconds_ += plan_[row].time.divided_seconds;
}

std::vector<Cancellation> PlanWalker::ended(Row row, TrialState state) {
  const auto* running = running_.find(row);
  if (running != nullptr && state == TrialState::COMPLETE && !resizing_.moved(row)) {
    ended_seconds_ += clock_() - running->start_seconds;
    predicted_seconds_ += running->predicted_end_seconds - running->start_seconds;
  }
  running_.end(row);
  resizing_.ended(row);
  std::vector<Cancellation> cancelled;
  const auto students = students_.find(row.value);
  if (students == students_.end()) return cancelled;
  for (const Row student : students->second) {
    --waiting_;
    if (state == TrialState::COMPLETE) {
      make_ready(student);
    } else {
      left_seconds_ -= plan_[student].seconds();
      cancelled.push_back({student, "its teacher " + plan_[row].id.hex() + " " +
                                        std::string(kStateNames[static_cast<int>(state)])});
    }
  }
  students_.erase(students);
  return cancelled;
}

}  // namespace sweep
