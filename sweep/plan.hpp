#pragma once

#include <functional>
#include <vector>

#include "sweep/allotment.hpp"
#include "sweep/lower_bound.hpp"
#include "sweep/planned_trial.hpp"

namespace sweep {

class TeamMoves;
struct Draft;

/// Who says how large teams are.
enum class Teams {
  CHOSEN,  // the plan; and they may grow and shrink as ranks become idle
  GIVEN    // the user, or a plan that was worked out trial by trial
};

/// How long a plan is looked for, where times are exact.
enum class Search {
  QUICK,    // a few dozen policies
  THOROUGH  // and thousands of changes of teams, where no policy comes close to the lower bound
};

/// What the plan is made for.
struct PlanRequest {
  int workers = 1;
  WorkerSpeed speed = {};
  int team_size = 0;    // 0: chosen so that all ends soon
  double wrong_by = 2;  // up to which factor real times differ from the predicted ones
  Search search = Search::THOROUGH;
  std::function<void()> on_thorough = {};  // called when a search begins that takes up to a minute
};

/// Which trials run, in which order, on how many ranks each. A value: made before anything runs.
class Plan {
 public:
  Plan(const Grid& grid, const std::vector<TrialCost>& costs, const std::vector<TrialState>& states,
       const PlanRequest& request);
  /// Teams, unless they are given, and order are those that end all soonest among the ones tried
  /// (allotment.hpp), as rehearsed.
  Plan(std::vector<PlannedTrial> trials, const PlanRequest& request);

  const std::vector<PlannedTrial>& trials() const { return trials_; }
  const PlannedTrial& operator[](Row row) const { return trials_.at(row.value); }
  /// The trials still to run, in the order in which they shall start; those that failed before come last.
  const std::vector<Row>& order() const { return order_; }
  int workers() const { return workers_; }
  Teams teams() const { return teams_; }
  /// How many times as long as predicted a trial may take without being late.
  double slack() const { return slack_; }
  Growth growth() const { return growth_; }

  /// What no schedule can do without.
  const LowerBound& bound() const { return bound_; }
  /// Sum of all predicted seconds still to run, each trial on one rank.
  double work_seconds() const { return bound_.work_seconds; }
  /// No schedule is shorter.
  double lower_bound_seconds() const { return bound_.seconds; }
  /// When all shall have ended but the chains that cannot, even if it takes longer than predicted
  /// (spread_seconds).
  double target_seconds() const { return target_seconds_; }
  /// How long it takes, as rehearsed.
  double seconds() const { return seconds_; }

 private:
  /// Sets teams, order and all that a walker must know of it.
  void adopt(const Policy& policy);
  Policy try_policies(const PlanRequest& request);
  /// Changes teams at random, in the order of `policy`, and keeps the best.
  void try_teams(const Policy& policy, TeamMoves& moves, double changes);
  /// Where that may begin.
  struct Start;
  std::vector<Start> starts(const Policy& policy) const;
  /// The same from several starts, ever longer from ever fewer of them. For trials that wait for others.
  void try_starts(const Policy& policy);
  /// Adopts it, trial by trial, and returns how long it takes, as rehearsed.
  double take(const Draft& draft);
  /// For trials that wait for no other (packing.hpp).
  void try_packings();
  /// For a few trials: changes one after the other as long as that helps.
  void try_changes();

  std::vector<PlannedTrial> trials_;
  std::vector<Row> order_;
  int workers_;
  Teams teams_;
  double slack_;
  Growth growth_ = Growth::ALWAYS;
  LowerBound bound_;
  double target_seconds_ = 0;
  double seconds_ = 0;
};

}  // namespace sweep
