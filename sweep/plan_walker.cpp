#include "sweep/plan_walker.hpp"

#include <algorithm>

namespace sweep {
namespace {

constexpr std::size_t kLookAhead = 16;  // ready trials looked at for one whose samples are at hand
constexpr double kWorthSkipping = 0.8;  // …if it is at least this share of the longest one

}  // namespace

PlanWalker::PlanWalker(const Grid& grid, const Plan& plan)
    : grid_(grid),
      plan_(plan),
      places_(grid.size()),
      students_(grid.size()),
      data_keys_(grid.size(), 0),
      workers_(plan.workers()) {
  for (Place place = 0; place < plan.order().size(); ++place) {
    const Row row = plan.order()[place];
    places_[row.value] = place;
    data_keys_[row.value] = grid.settings(row).data_key();
    const auto teacher = grid[row].teacher;
    if (teacher && !plan[*teacher].done) {
      students_[teacher->value].push_back(row);
      ++waiting_;
    } else {
      ready_.insert(ready_.end(), place);
    }
  }
}

bool PlanWalker::has_time(Row row, double seconds_left) const {
  const PlannedTrial& trial = plan_[row];
  return trial.interruption == Interruption::CHECKPOINT || trial.time.on(team_size(row)) <= seconds_left;
}

std::optional<Assignment> PlanWalker::next(std::span<const Rank> idle, double seconds_left) {
  if (idle.empty()) return std::nullopt;
  const auto candidate = std::find_if(ready_.begin(), ready_.end(), [&](Place place) {
    return has_time(plan_.order()[place], seconds_left);
  });
  if (candidate == ready_.end()) return std::nullopt;
  Place chosen = *candidate;
  const PlannedTrial& longest = plan_[plan_.order()[chosen]];
  // A wide team waits for its ranks rather than starve behind small trials.
  const int wanted = team_size(plan_.order()[chosen]);
  if (wanted > static_cast<int>(idle.size())) return std::nullopt;

  Rank first = idle.front();
  std::size_t looked_at = 0;
  for (auto place = candidate; place != ready_.end() && looked_at < kLookAhead; ++place, ++looked_at) {
    const Row row = plan_.order()[*place];
    if (plan_[row].tail_seconds < kWorthSkipping * longest.tail_seconds || team_size(row) != wanted ||
        plan_[row].failed != longest.failed)
      break;
    if (!has_time(row, seconds_left)) continue;
    const auto holder = std::find_if(idle.begin(), idle.end(), [&](Rank rank) {
      const auto held = held_.find(rank.value);
      return held != held_.end() && held->second == data_keys_[row.value];
    });
    if (holder == idle.end()) continue;
    chosen = *place;
    first = *holder;
    break;
  }

  ready_.erase(chosen);
  Assignment assignment{plan_.order()[chosen], {first}};
  for (const Rank rank : idle) {
    if (static_cast<int>(assignment.team.size()) == wanted) break;
    if (rank != first) assignment.team.push_back(rank);
  }
  assignment.predicted_seconds = plan_[assignment.row].time.on(static_cast<int>(assignment.team.size()));
  for (const Rank rank : assignment.team) held_[rank.value] = data_keys_[assignment.row.value];
  return assignment;
}

std::vector<Cancellation> PlanWalker::ended(Row row, TrialState state) {
  std::vector<Cancellation> cancelled;
  for (const Row student : students_[row.value]) {
    --waiting_;
    if (state == TrialState::COMPLETE) {
      ready_.insert(places_[student.value]);
    } else {
      cancelled.push_back({student, "its teacher " + grid_[row].id.hex() + " " +
                                        std::string(kStateNames[static_cast<int>(state)])});
    }
  }
  students_[row.value].clear();
  return cancelled;
}

}  // namespace sweep
