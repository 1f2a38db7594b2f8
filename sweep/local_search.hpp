#pragma once

#include <functional>
#include <vector>

#include "sweep/planned_trial.hpp"

namespace sweep {

/// A schedule to be: who starts after whom, and on how many ranks.
struct Draft {
  std::vector<Row> order;
  std::vector<int> teams;  // by place in the order
};

/// Changes one team, or the place of one trial, as long as that makes the schedule shorter, looking at so
/// many drafts at most. For a few trials this finds the shortest schedule nearly always. `seconds_of`
/// rehearses a draft; `most_ranks` by row.
Draft improved(Draft draft, const std::function<double(const Draft&)>& seconds_of,
               const std::function<int(Row)>& most_ranks, std::size_t most_drafts);

}  // namespace sweep
