#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "sweep/plan.hpp"
#include "sweep/running_trials.hpp"

namespace sweep {

/// Running trials that keep their state and go on with another team, now that their epochs tell when they
/// will end: who is put down for that, and with how many ranks it goes on. One at a time.
class Resizing {
 public:
  /// Keeps a reference.
  explicit Resizing(const Plan& plan);

  /// What is put down and goes on elsewhere.
  struct Moved {
    double share_left;  // of its predicted time, on whatever team
    int team;
    double ranks_by_seconds;  // until then it waits for all of them
  };

  /// What is known when somebody may be put down.
  struct Now {
    double seconds;
    int idle;  // ranks
    int workers;
    double end_seconds = 0;  // of all trials, if no team loses time
    double bias = 1;         // real times / predicted ones, as far as they are known
  };
  enum class Idle { SPARED, NEEDED };  // idle ranks, for what waits
  /// Whether it is worth while to ask who is to be put down: often enough, and not while one is being moved.
  bool is_time_to_look(const Now& now, Idle idle);
  /// Once nothing is left to start: the trial that ends last, where more ranks are worth moving it.
  std::optional<Row> last_one(const RunningTrials& running, const Now& now);
  /// While trials are left to start: one that needs fewer ranks than it has for all to end in time, or,
  /// where idle ranks can be spared, the one that is latest, for more.
  std::optional<Row> misjudged(const RunningTrials& running, const Now& now, Idle idle);
  /// Whether idle ranks are being kept for a trial that is late.
  bool holds_ranks(double now_seconds) const { return now_seconds < hold_until_seconds_; }

  /// A trial has been put down that would have ended at `end_seconds` on so many ranks.
  void put_down(Row row, double end_seconds, int team, double now_seconds);
  void started(Row row);
  void ended(Row row);
  /// It has been put down, and shall go on before anything else starts.
  std::optional<Row> waiting() const { return waiting_; }
  /// Nothing where it has never been moved.
  const Moved* moved(Row row) const;
  /// Of its predicted time, on whatever team.
  double share_left(Row row) const { return moved(row) ? moved(row)->share_left : 1; }

 private:
  /// A trial, and the team with which it would go on.
  struct Change {
    Row row;
    int team;
  };
  std::optional<Row> want(const std::optional<Change>& change);
  bool may_move(const RunningTrials::Running& trial, double now_seconds) const;

  const Plan& plan_;
  bool any_can_move_;
  std::unordered_map<std::uint32_t, Moved> moved_;  // by row
  std::optional<Change> wanted_;                    // to be put down
  std::optional<Row> waiting_;
  double hold_until_seconds_;
  int idle_then_ = 0;  // when it last looked
  double looked_seconds_;
};

}  // namespace sweep
