#pragma once

#include <cstdint>
#include <functional>

#include "sweep/ids.hpp"
#include "workers/comm/communicator.hpp"
#include "workers/gradient_reducer.hpp"

namespace workers {

/// The ranks that train one trial together, as one of them sees it.
class RankTeam {
 public:
  /// `first_rank` is the world's rank of the team's first.
  RankTeam(comm::Communicator communicator, sweep::Rank first_rank);

  int rank() const { return communicator_.rank(); }
  int size() const { return communicator_.size(); }
  /// The first rank reports to the coordinator and writes the record.
  bool is_first() const { return rank() == 0; }

  /// That rank, in the world communicator.
  sweep::Rank first_rank() const { return first_rank_; }

  /// How gradients are added up over the team.
  const GradientReducer& reducer() const { return reducer_; }

  /// Runs `work`, which must call nothing collective, on every member. When it throws on any of them, all of
  /// them throw the same TrialFailure, with the message of the lowest such rank. Collective on the team.
  void together(const std::function<void()>& work) const;

  /// Whether any member says so. Collective on the team.
  bool any(bool here) const { return communicator_.largest(here ? 1 : 0) != 0; }

  /// The rows of a batch of `rows` that are this rank's: [first, last). Sizes differ by one at most; with
  /// fewer rows than ranks some have none.
  struct Share {
    std::int64_t first;
    std::int64_t last;
  };
  Share share_of(std::int64_t rows) const { return {rows * rank() / size(), rows * (rank() + 1) / size()}; }

 private:
  comm::Communicator communicator_;
  sweep::Rank first_rank_;
  MpiReducer reducer_;
};

}  // namespace workers
