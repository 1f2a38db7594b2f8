#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <vector>

#include "workers/lookahead.hpp"
#include "workers/messages.hpp"

namespace workers {

/// Who trains what, as far as the coordinator knows: it is told of all that is handed out and of all that is
/// heard. A rank that trains alone may have trials ahead; members of a team have one, until they are ready.
class Roster {
 public:
  using Clock = std::chrono::steady_clock;
  /// What a rank was given and has not said to have ended: the first is in training.
  using Queue = std::deque<sweep::Assignment>;

  explicit Roster(int workers) : workers_(static_cast<std::size_t>(workers)) {}

  void given(const sweep::Assignment& assignment);
  void heard(sweep::Rank rank) { heard_[rank] = Clock::now(); }
  /// A rank has nothing to do, unless something is on its way to it.
  void ready(sweep::Rank rank);
  void ended(sweep::Rank rank, const Ended& ended);
  void put_down(sweep::Rank rank, sweep::Row row);
  /// A rank is gone: what it had not ended.
  Queue gone(sweep::Rank rank);

  /// Alive.
  std::size_t workers() const { return workers_; }
  bool has_lost_any() const { return !gone_.empty(); }
  const std::vector<sweep::Rank>& idle() const { return idle_; }
  bool all_are_idle() const { return idle_.size() == workers_; }
  /// No queue is empty.
  const std::map<sweep::Rank, Queue>& busy() const { return busy_; }
  double silent_seconds(sweep::Rank rank) const;

  /// Ranks that had better be given more ahead, each once; they are then taken to have been.
  std::vector<sweep::Rank> take_short_of_work();
  /// How many trials more.
  std::size_t room_ahead(sweep::Rank rank) const;
  /// Whether letters come so fast that they are worth gathering: nobody waits for one.
  bool works_ahead() const { return idle_.empty() && out_ > kWorthGathering * busy_.size(); }

 private:
  static constexpr std::size_t kWorthGathering = 4;  // trials per rank

  void take_off(sweep::Rank rank, sweep::Row row);

  std::size_t workers_;
  std::vector<sweep::Rank> idle_;
  std::map<sweep::Rank, Queue> busy_;
  std::size_t out_ = 0;  // in all queues
  std::map<sweep::Rank, Lookahead> lookahead_;
  std::vector<sweep::Rank> short_of_work_;
  std::map<sweep::Rank, Clock::time_point> heard_;
  std::set<sweep::Rank> gone_;
};

}  // namespace workers
