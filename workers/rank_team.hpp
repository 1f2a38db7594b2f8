#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>

#include "sweep/ids.hpp"
#include "workers/comm/communicator.hpp"
#include "workers/gradient_reducer.hpp"
#include "workers/milestone.hpp"
#include "workers/watchdog.hpp"

namespace workers {

/// The ranks that train one trial together, as one of them sees it.
///
/// Whatever goes wrong on one member, no other is left waiting for it: before every collective step the
/// members say how they are, and one that failed says so instead of taking the step. That costs a reduction
/// of one number, which a team of one leaves out.
class RankTeam {
 public:
  /// Asked at every meeting: is the trial to be left, as far as this rank knows?
  using StopAsked = std::function<bool()>;

  /// `first_rank` is the world's rank of the team's first. `watchdog`, if any, is told when this rank waits
  /// for others. Without a reducer, sums go through MPI.
  RankTeam(
      comm::Communicator communicator, sweep::Rank first_rank, StopAsked stop_asked = [] { return false; },
      Watchdog* watchdog = nullptr, std::unique_ptr<GradientReducer> reducer = nullptr);

  int rank() const { return communicator_.rank(); }
  int size() const { return communicator_.size(); }
  /// The first rank reports to the coordinator and writes the record.
  bool is_first() const { return rank() == 0; }

  /// That rank, in the world communicator.
  sweep::Rank first_rank() const { return first_rank_; }

  /// Throws on every member alike: TrialFailure when a member called fail() instead, Interrupted when any
  /// member was asked to stop. Between two meetings a trial's state is whole. Collective on the team.
  void meet() const;

  /// What a member does about an exception of its own, wherever in a trial it was: throws the TrialFailure
  /// that all others throw at their next meeting or sum, with the message of the lowest failing rank.
  /// An exception that says that all know already, or that MPI itself is broken, goes on as it is.
  /// Collective on the team.
  [[noreturn]] void fail(const std::exception_ptr& error) const;

  /// Runs `work`, which must call nothing collective, on every member, and meets. Collective on the team.
  void together(const std::function<void()>& work) const;

  /// Element-wise sum over the team, in place. `values` is contiguous, float32 or float64. Throws
  /// TrialFailure as meet() does. Collective on the team.
  void sum(at::Tensor& values) const;

  /// Starts such a sum, of `values` that nobody may touch until finish(). Throws TrialFailure as meet() does.
  /// Collective on the team.
  void start(const at::Tensor& values) const;
  /// Whether that goes on beside what this member computes.
  bool overlaps() const { return reducer_->overlaps(); }
  /// Ends all that was started: see GradientReducer. Collective on the team.
  void finish() const;
  /// Waits until this member's device has come so far. Throws comm::NcclError when another member is found to
  /// be gone meanwhile.
  void wait(const Milestone& milestone) const;

  /// The team will not train any more. Collective on the team.
  void close() const { reducer_->close(); }

  /// Whether any member says so. Collective on the team.
  bool any(bool here) const;

  /// The rows of a batch of `rows` that are this rank's: [first, last). Sizes differ by one at most; with
  /// fewer rows than ranks some have none.
  struct Share {
    std::int64_t first;
    std::int64_t last;
  };
  Share share_of(std::int64_t rows) const { return {rows * rank() / size(), rows * (rank() + 1) / size()}; }

 private:
  /// Says how this member is and hears how the worst is; throws when that is a failure.
  int agree(int here) const;

  comm::Communicator communicator_;
  sweep::Rank first_rank_;
  StopAsked stop_asked_;
  Watchdog* watchdog_;
  std::unique_ptr<GradientReducer> reducer_;
};

}  // namespace workers
