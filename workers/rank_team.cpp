#include "workers/rank_team.hpp"

#include "workers/comm/first_error.hpp"
#include "workers/trial_failure.hpp"

namespace workers {

RankTeam::RankTeam(comm::Communicator communicator, sweep::Rank first_rank)
    : communicator_(communicator), first_rank_(first_rank), reducer_(communicator) {}

void RankTeam::together(const std::function<void()>& work) const {
  if (const auto error = comm::first_error(communicator_, work)) throw TrialFailure(*error);
}

}  // namespace workers
