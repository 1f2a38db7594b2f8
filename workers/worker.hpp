#pragma once

#include <functional>
#include <map>
#include <vector>

#include "sweep/record_store.hpp"
#include "sweep/trial_source.hpp"
#include "workers/comm/mailbox.hpp"
#include "workers/coordinator.hpp"
#include "workers/messages.hpp"
#include "workers/rank_team.hpp"

namespace workers {

/// Trains one trial with a team and says how it went. Collective on the team. What the callback answers after
/// each epoch is the coordinator's verdict; it is called on the team's first rank only.
using AfterEpoch = std::function<sweep::Verdict(const EpochReport&)>;
using TrainTrial = std::function<sweep::TrialRecord(sweep::Row, const RankTeam&, const AfterEpoch&)>;

/// Every other rank: trains what the coordinator says, with whom it says, and keeps the record before it
/// reports.
class Worker {
 public:
  Worker(comm::Communicator world, TrainTrial train, sweep::RecordStore& store);

  /// Returns when the coordinator sends it home.
  void run();

 private:
  void train(const Assignment& assignment);
  const RankTeam& team_of(const std::vector<sweep::Rank>& members);
  Message answer_to(const Message& message);

  comm::Communicator world_;
  comm::Mailbox mailbox_;
  TrainTrial train_;
  sweep::RecordStore& store_;
  std::map<std::vector<sweep::Rank>, RankTeam> teams_;  // made once, used for every trial of the same ranks
};

/// Coordinator and worker in one process: runs everything that `source` gives.
void run_alone(const sweep::Grid& grid, sweep::TrialSource& source, sweep::RecordStore& store,
               const TrainTrial& train, const Progress& progress);

}  // namespace workers
