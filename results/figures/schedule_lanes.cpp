#include "results/figures/schedule_lanes.hpp"

#include <algorithm>

namespace results {

std::size_t ScheduleLanes::add(int rank, std::size_t beside) {
  lanes_.push_back({rank, beside, 0});
  bars_.emplace_back();
  by_rank_[rank].push_back(lanes_.size() - 1);
  return lanes_.size() - 1;
}

void ScheduleLanes::fill(std::size_t lane, double begin, double end) {
  bars_[lane][begin] = end;
  lanes_[lane].busy += end - begin;
}

bool ScheduleLanes::is_free(std::size_t lane, double begin, double end) const {
  const auto next = bars_[lane].lower_bound(begin);
  if (next != bars_[lane].end() && next->first < end - kClockSeconds) return false;
  return next == bars_[lane].begin() || std::prev(next)->second <= begin + kClockSeconds;
}

std::size_t ScheduleLanes::place(int rank, double begin, double& end) {
  for (const std::size_t lane : by_rank_[rank]) {
    if (!is_free(lane, begin, end)) continue;
    fill(lane, begin, end);
    return lane;
  }
  const std::size_t lane = add(rank, by_rank_[rank].size());
  fill(lane, begin, end);
  return lane;
}

std::vector<std::size_t> ScheduleLanes::idle(std::size_t count, int rank, double begin, double end) {
  std::vector<std::size_t> found;
  for (const auto& [other, lanes] : by_rank_) {
    if (found.size() == count) break;
    if (other != rank && other != 0 && is_free(lanes.front(), begin, end)) found.push_back(lanes.front());
  }
  while (found.size() < count) found.push_back(add(by_rank_.rbegin()->first + 1, 0));
  for (const std::size_t lane : found) fill(lane, begin, end);
  return found;
}

std::optional<double> ScheduleLanes::end_before(std::size_t lane, double begin) const {
  const auto at = bars_[lane].lower_bound(begin);
  if (at == bars_[lane].begin()) return std::nullopt;
  return std::prev(at)->second;
}

std::vector<std::size_t> ScheduleLanes::order() const {
  std::vector<std::size_t> places(lanes_.size());
  std::size_t next = 0;
  for (const auto& [rank, lanes] : by_rank_) {
    for (const std::size_t lane : lanes) places[lane] = next++;
  }
  return places;
}

}  // namespace results
