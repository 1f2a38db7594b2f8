#pragma once

#include <cstdint>
#include <unordered_map>

#include "sweep/plan.hpp"
#include "sweep/trial_source.hpp"

namespace app {

/// How much of a plan's work a run has done: trials that have ended, and of running ones what their epochs
/// say.
class WorkDone {
 public:
  /// Keeps a reference.
  explicit WorkDone(const sweep::Plan& plan);

  void epoch_ended(const sweep::EpochReport& report);
  void trial_ended(sweep::Row row);

  /// Of all work, in this run or before: 0…1.
  double share() const { return work_seconds_ > 0 ? (here_seconds_ + before_seconds_) / work_seconds_ : 1; }
  /// As fast as until now, in so many seconds of this run.
  double seconds_left(double elapsed_seconds) const;

 private:
  const sweep::Plan& plan_;
  double work_seconds_ = 0;    // predicted, as the following: of all trials on one worker each
  double here_seconds_ = 0;    // done in this run
  double before_seconds_ = 0;  // of trials that go on from where an earlier run left them
  std::unordered_map<std::uint32_t, double> shares_;  // of running trials, that are done; by row
};

}  // namespace app
