#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

#include "sweep/plan.hpp"
#include "sweep/running_trials.hpp"

namespace sweep {

/// Long trials that go on with more ranks, once nothing else wants these: who is put down for that, and with
/// how many it goes on.
class Widening {
 public:
  /// Keeps a reference.
  explicit Widening(const Plan& plan) : plan_(plan) {}

  /// What is put down, keeps its state, and goes on elsewhere.
  struct Moved {
    double share_left;  // of its predicted time, on whatever team
    int team;
    double ranks_by_seconds;  // until then it waits for all of them
  };

  /// The running trial that ends last, where more ranks are worth moving it; nothing while one is being
  /// moved. Meant to be asked often: it looks only when there are clearly more idle ranks than before, or
  /// some time has passed.
  std::optional<Row> choose(const RunningTrials& running, int idle, int workers, double now_seconds);
  /// A trial has been put down that would have ended at `end_seconds` on so many ranks.
  void put_down(Row row, double end_seconds, int team, double now_seconds);
  void ended(Row row);
  /// Nothing where it has never been moved.
  const Moved* moved(Row row) const;
  /// Of its predicted time, on whatever team.
  double share_left(Row row) const { return moved(row) ? moved(row)->share_left : 1; }

 private:
  bool is_time_to_look(int idle, double now_seconds);

  const Plan& plan_;
  std::unordered_map<std::uint32_t, Moved> moved_;  // by row
  std::optional<std::pair<Row, int>> wanted_;       // to be put down, for a team of so many
  int idle_then_ = 0;                               // when it last looked
  double looked_seconds_ = 0;
};

}  // namespace sweep
