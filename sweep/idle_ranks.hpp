#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "sweep/ids.hpp"

namespace sweep {

/// Idle ranks, first come first served.
class IdleRanks {
 public:
  explicit IdleRanks(int workers) : taken_(static_cast<std::size_t>(workers) + 1, 0) {
    for (int rank = 1; rank <= workers; ++rank) ranks_.push_back(Rank{rank});
  }
  std::span<const Rank> all() const { return std::span(ranks_).subspan(first_); }
  void take(const std::vector<Rank>& team) {
    const std::span<const Rank> idle = all();
    if (std::equal(team.begin(), team.end(), idle.begin())) {  // nearly always, and these may be thousands
      first_ += team.size();
      if (first_ > kMostTaken) drop_taken();
      return;
    }
    drop_taken();
    for (const Rank rank : team) taken_[static_cast<std::size_t>(rank.value)] = 1;
    std::erase_if(ranks_, [&](Rank rank) { return taken_[static_cast<std::size_t>(rank.value)] != 0; });
    for (const Rank rank : team) taken_[static_cast<std::size_t>(rank.value)] = 0;
  }
  void give_back(Rank rank) { ranks_.push_back(rank); }

 private:
  static constexpr std::size_t kMostTaken = 10000;
  void drop_taken() {
    ranks_.erase(ranks_.begin(), ranks_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }

  std::vector<Rank> ranks_;
  std::size_t first_ = 0;    // that is still idle
  std::vector<char> taken_;  // by rank
};

}  // namespace sweep
