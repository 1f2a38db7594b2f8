#pragma once

#include <vector>

#include "sweep/planned_trial.hpp"

namespace sweep {

/// When teams grow beyond what was planned, where fewer trials are ready than ranks are idle.
enum class Growth {
  ALWAYS,
  AT_THE_END  // once no trial waits for a teacher any more: before, its ranks will soon be wanted
};

/// How teams and order are chosen.
struct Policy {
  enum class Turns {
    BY_ROUND,      // a round's trials before the next round's, but for those that would end too late
    LONGEST_FIRST  // whatever their round
  };
  double within_seconds = 0;  // the time in which all shall end
  double team_seconds = 0;    // …for which teams are chosen: less, where larger teams cost nothing
  double slack = 2;           // how many times as long as predicted a trial may take without being late
  int least_team = 1;         // no team is smaller, unless a smaller one is faster
  Turns turns = Turns::BY_ROUND;
  Growth growth = Growth::ALWAYS;

  bool operator==(const Policy&) const = default;
};

/// Of trials whose teams are set.
void set_tails(std::vector<PlannedTrial>& trials);

/// Sets each trial's team and tail, and returns the trials to run in the order in which they shall start.
///
/// A team is the smallest that ends its trial, and with it the longest that waits for it, in the time, slack
/// counted. A trial's turn comes when all work of earlier rounds, and of the longer trials of its own, could
/// be done, or before its tail, slack counted, no longer fits into the time.
std::vector<Row> allot(std::vector<PlannedTrial>& trials, int workers, const Policy& policy);

/// The same with the teams as they are.
std::vector<Row> order_with_teams(std::vector<PlannedTrial>& trials, int workers, const Policy& policy);

/// The same with teams of one size for all.
std::vector<Row> allot_equally(std::vector<PlannedTrial>& trials, int workers, int team_size,
                               const Policy& policy);

}  // namespace sweep
