#include "sweep/rehearsal.hpp"

#include <functional>
#include <queue>

namespace sweep {

std::vector<Performance> rehearse(TrialSource& source, const Plan& plan) {
  std::vector<Performance> schedule;
  std::vector<Rank> idle;
  for (int rank = 1; rank <= plan.workers(); ++rank) idle.push_back(Rank{rank});

  using Ending = std::pair<double, std::size_t>;  // when, which performance
  std::priority_queue<Ending, std::vector<Ending>, std::greater<>> endings;
  double now_seconds = 0;
  while (true) {
    while (auto assignment = source.next(idle)) {
      std::erase_if(idle, [&](Rank rank) {
        for (const Rank member : assignment->team) {
          if (member == rank) return true;
        }
        return false;
      });
      const double seconds = plan[assignment->row].seconds / static_cast<double>(assignment->team.size());
      endings.emplace(now_seconds + seconds, schedule.size());
      schedule.push_back({std::move(*assignment), now_seconds, now_seconds + seconds});
    }
    if (endings.empty()) return schedule;
    const auto [when, which] = endings.top();
    endings.pop();
    now_seconds = when;
    const Assignment& done = schedule[which].assignment;
    idle.insert(idle.end(), done.team.begin(), done.team.end());
    source.ended(done.row, TrialState::COMPLETE);
  }
}

}  // namespace sweep
