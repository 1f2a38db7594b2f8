#include "sweep/local_search.hpp"

#include <algorithm>

namespace sweep {
namespace {

constexpr double kShorter = 1 - 1e-9;
constexpr std::size_t kVeryFew = 8;  // trials

/// All drafts that differ in one team or one place, or, of very few trials, in two teams.
std::vector<Draft> neighbours(const Draft& draft, const std::function<int(Row)>& most_ranks) {
  std::vector<Draft> all;
  const std::size_t n = draft.order.size();
  for (std::size_t i = 0; i < n; ++i) {
    const int most = most_ranks(draft.order[i]);
    for (int team = 1; team <= most; team += std::max(1, team / 4)) {
      if (team == draft.teams[i]) continue;
      all.push_back(draft);
      all.back().teams[i] = team;
    }
    for (std::size_t j = i + 1; j < n && n <= kVeryFew; ++j) {
      for (int team = 1; team <= most; team += std::max(1, team / 4)) {
        for (int other = 1; other <= most_ranks(draft.order[j]); other += std::max(1, other / 4)) {
          all.push_back(draft);
          all.back().teams[i] = team;
          all.back().teams[j] = other;
        }
      }
    }
    for (std::size_t to = 0; to < n; ++to) {
      if (to == i) continue;
      Draft moved = draft;
      const Row row = moved.order[i];
      const int team = moved.teams[i];
      moved.order.erase(moved.order.begin() + static_cast<std::ptrdiff_t>(i));
      moved.teams.erase(moved.teams.begin() + static_cast<std::ptrdiff_t>(i));
      moved.order.insert(moved.order.begin() + static_cast<std::ptrdiff_t>(to), row);
      moved.teams.insert(moved.teams.begin() + static_cast<std::ptrdiff_t>(to), team);
      all.push_back(std::move(moved));
    }
  }
  return all;
}

}  // namespace

Draft improved(Draft draft, const std::function<double(const Draft&)>& seconds_of,
               const std::function<int(Row)>& most_ranks, std::size_t most_drafts) {
  double seconds = seconds_of(draft);
  std::size_t drafts = 0;
  for (bool better = true; better;) {
    better = false;
    Draft best = draft;
    for (const Draft& next : neighbours(draft, most_ranks)) {
      if (++drafts > most_drafts) return best;
      const double next_seconds = seconds_of(next);
      if (next_seconds >= kShorter * seconds) continue;
      seconds = next_seconds;
      best = next;
      better = true;
    }
    draft = best;
  }
  return draft;
}

}  // namespace sweep
