#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "workers/comm/mailbox.hpp"
#include "workers/dispatcher.hpp"
#include "workers/guards.hpp"
#include "workers/messages.hpp"
#include "workers/roster.hpp"

namespace workers {

/// A rank is gone or silent, and the run can't go on without it: its team waits for it inside a collective
/// call. The message names rank and trial.
class RankLost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Rank 0: hands trials to idle workers until none is left, or until the run is to stop. It does not train.
/// Workers whose trials are short are given some ahead. When a worker that trained alone is gone, its trials
/// go to others.
class Coordinator {
 public:
  /// Keeps references.
  Coordinator(comm::Communicator world, const sweep::Grid& grid, sweep::TrialSource& source,
              sweep::RecordStore& store, const RunRules& rules, const Progress& progress, Guards guards = {});

  /// Returns when nothing runs any more and every worker that is left has been sent home. Throws RankLost.
  RunEnd run();

 private:
  using Clock = std::chrono::steady_clock;

  void hand_out();
  void give(const sweep::Assignment& assignment);
  /// Waits for letters, and reads what has come.
  void read_letters();
  void handle(int from, const Message& message);
  void stop_if_asked();
  void look_after_ranks();
  void bury(sweep::Rank rank);
  /// Whether a trial of a rank that is gone has a record, which then counts.
  bool settled(sweep::Row row);
  RunEnd send_home();
  std::string name_of(sweep::Row row) const;

  comm::Communicator world_;
  comm::Mailbox mailbox_;
  const sweep::Grid& grid_;
  sweep::RecordStore& store_;
  const RunRules& rules_;
  const Progress& progress_;
  Guards guards_;
  Dispatcher dispatcher_;

  Roster roster_;
  Clock::time_point looked_ = Clock::now();
  bool told_to_stop_ = false;
};

}  // namespace workers
