#include "sweep/rehearsal.hpp"

#include <functional>
#include <queue>

namespace sweep {

std::vector<Performance> rehearse(TrialSource& source, const Plan& plan, double allocation_seconds) {
  std::vector<Performance> schedule;
  std::vector<Rank> idle;
  for (int rank = 1; rank <= plan.workers(); ++rank) idle.push_back(Rank{rank});

  using Ending = std::pair<double, std::size_t>;  // when, which performance
  std::priority_queue<Ending, std::vector<Ending>, std::greater<>> endings;
  double now_seconds = 0;
  double allocation_start = 0;
  while (true) {
    while (auto assignment = source.next(idle, allocation_seconds - (now_seconds - allocation_start))) {
      std::erase_if(idle, [&](Rank rank) {
        for (const Rank member : assignment->team) {
          if (member == rank) return true;
        }
        return false;
      });
      const double seconds = plan[assignment->row].time.on(static_cast<int>(assignment->team.size()));
      endings.emplace(now_seconds + seconds, schedule.size());
      schedule.push_back({std::move(*assignment), now_seconds, now_seconds + seconds});
    }
    const double allocation_end = allocation_start + allocation_seconds;
    if (!endings.empty() && endings.top().first <= allocation_end) {
      const auto [when, which] = endings.top();
      endings.pop();
      now_seconds = when;
      const Assignment& done = schedule[which].assignment;
      idle.insert(idle.end(), done.team.begin(), done.team.end());
      source.ended(done.row, TrialState::COMPLETE);
      continue;
    }
    // Nothing more ends in this allocation. What does not start at the beginning of one never will.
    const bool nothing_starts = now_seconds == allocation_start || allocation_end == kForever;
    if (endings.empty() && (nothing_starts || source.exhausted())) return schedule;
    now_seconds = allocation_start = allocation_end;
  }
}

}  // namespace sweep
