#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sweep/grid.hpp"
#include "sweep/record_store.hpp"
#include "sweep/trial_source.hpp"
#include "workers/comm/mailbox.hpp"
#include "workers/messages.hpp"

namespace workers {

/// What happens in a run, for whoever shows it.
struct Progress {
  std::function<void(sweep::Row, int team_size)> started = [](sweep::Row, int) {};
  std::function<void(const EpochReport&)> epoch = [](const EpochReport&) {};
  std::function<void(const Ended&)> ended = [](const Ended&) {};
  std::function<void()> idle = [] {};  // every now and then while nothing happens
};

/// Rank 0: hands trials to idle workers until none is left. It does not train.
class Coordinator {
 public:
  /// Keeps references.
  Coordinator(comm::Communicator world, const sweep::Grid& grid, sweep::TrialSource& source,
              sweep::RecordStore& store, const Progress& progress);

  /// Returns when every trial has ended and every worker has been sent home.
  void run();

 private:
  void hand_out();
  void handle(int from, const Message& message);
  void note_end(const Ended& ended);

  comm::Communicator world_;
  comm::Mailbox mailbox_;
  const sweep::Grid& grid_;
  sweep::TrialSource& source_;
  sweep::RecordStore& store_;
  const Progress& progress_;
  std::vector<sweep::Rank> idle_;
  std::size_t running_ = 0;  // trials handed out and not ended
};

/// The records of trials that can't run because of another, written here since no worker will. Returns their
/// ends.
std::vector<Ended> record_cancellations(const std::vector<sweep::Cancellation>& cancelled,
                                        const sweep::Grid& grid, sweep::RecordStore& store);

}  // namespace workers
