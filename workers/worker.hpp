#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sweep/record_store.hpp"
#include "sweep/trial_source.hpp"
#include "workers/comm/mailbox.hpp"
#include "workers/dispatcher.hpp"
#include "workers/guards.hpp"
#include "workers/messages.hpp"
#include "workers/rank_team.hpp"
#include "workers/trial_failure.hpp"

namespace workers {

/// What comes of training a trial to its end.
struct TrialResult {
  sweep::TrialRecord record;
  Cause cause = Cause::ERROR;  // when it failed
};

/// Asked after each epoch, on the team's first rank only; the answer is the coordinator's verdict.
using AfterEpoch = std::function<sweep::Verdict(const EpochReport&)>;

/// How trials are trained.
struct TrialTraining {
  /// Trains one trial with a team and says how it went. Throws Interrupted when the run is being stopped, or
  /// when others shall go on with it.
  /// Collective on the team.
  std::function<TrialResult(const sweep::Assignment&, const RankTeam&, const AfterEpoch&)> train;
  /// Called on the first rank once the trial's record is durable.
  std::function<void(sweep::Row)> recorded = [](sweep::Row) {};
};

/// Every other rank: trains what the coordinator says, with whom it says, and keeps the record before it
/// reports.
class Worker {
 public:
  /// `stop_wanted`: has this very process been told to stop, and by what? `device` is what this rank trains
  /// on: its teams' sums suit it. Keeps a reference to `store`.
  Worker(
      comm::Communicator world, TrialTraining training, sweep::RecordStore& store,
      std::function<std::optional<std::string>()> stop_wanted = [] { return std::nullopt; },
      Guards guards = {}, c10::Device device = c10::kCPU);

  /// Returns when the coordinator sends it home.
  Leave run();

 private:
  using Clock = std::chrono::steady_clock;

  void train(const Assignment& assignment);
  const RankTeam& team_of(const std::vector<sweep::Rank>& members);
  void send(const Message& message);
  sweep::Verdict verdict_on(const EpochReport& report);
  /// Waits for letters until `enough` says so.
  void listen(const std::function<bool()>& enough);
  /// Reads the letters that have come.
  void read_letters();
  void note(const Message& message);
  /// Hands back what this rank has ahead and would train alone.
  void hand_back();
  /// …when it has been lying here for so long that others had better train it, or when the run is to stop.
  void hand_back_what_waits();
  /// Looks for a word to stop, or to leave this trial. Called at every meeting of a team.
  bool stop_asked();
  void show_life();

  comm::Communicator world_;
  comm::Mailbox mailbox_;
  TrialTraining training_;
  sweep::RecordStore& store_;
  std::function<std::optional<std::string>()> stop_wanted_;
  Guards guards_;
  c10::Device device_;
  std::map<std::vector<sweep::Rank>, RankTeam> teams_;  // made once, used for every trial of the same ranks
  struct Ahead {
    Assignment assignment;
    Clock::time_point came;
  };
  std::deque<Ahead> ahead_;  // to be trained next, in this order
  std::optional<Answer> answer_;
  std::optional<Leave> leave_;
  Clock::time_point sent_ = Clock::now();
  bool stop_ = false;
  std::optional<sweep::Row> in_training_;
  std::optional<sweep::Row> to_be_left_;  // as the coordinator said, who may not know yet that it has ended
  bool passed_on_ = false;                // that somebody told this process to stop
};

/// Coordinator and worker in one process: runs everything that `source` gives.
RunEnd run_alone(const sweep::Grid& grid, sweep::TrialSource& source, sweep::RecordStore& store,
                 const TrialTraining& training, const RunRules& rules, const Progress& progress,
                 Guards guards = {});

}  // namespace workers
