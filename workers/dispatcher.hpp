#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sweep/grid.hpp"
#include "sweep/record_store.hpp"
#include "sweep/trial_source.hpp"
#include "workers/messages.hpp"

namespace workers {

/// What happens in a run, for whoever shows it.
struct Progress {
  std::function<void(const sweep::Assignment&)> started = [](const sweep::Assignment&) {};
  std::function<void(const EpochReport&)> epoch = [](const EpochReport&) {};
  std::function<void(const Ended&)> ended = [](const Ended&) {};
  /// A trial that was handed out has not ended and may start again later.
  std::function<void(sweep::Row)> put_down = [](sweep::Row) {};
  std::function<void()> idle = [] {};  // every now and then while nothing happens
  /// Something that people should know.
  std::function<void(const std::string&)> note = [](const std::string&) {};
};

/// How a run deals with trouble.
struct RunRules {
  int max_restarts = 0;  // of a failed trial, in this run
  /// Notes that the rank which trained this trial died, and says how often that has happened.
  std::function<int(sweep::Row)> note_death = [deaths = std::map<sweep::Row, int>()](sweep::Row row) mutable {
    return ++deaths[row];
  };
  /// Why the run is to stop now; nothing as long as it is not.
  std::function<std::optional<std::string>()> stop_wanted = [] { return std::nullopt; };
  /// Until the run will be stopped.
  std::function<double()> seconds_left = [] { return sweep::kForever; };
};

/// How a run ended.
struct RunEnd {
  enum class Kind {
    FINISHED,  // no trial is left to start
    STOPPED,   // by a signal or the time limit, or for want of time
    GAVE_UP    // the first trials all failed of the same cause
  };
  Kind kind = Kind::FINISHED;
  std::string reason;
  bool ranks_lost = false;  // then MPI must not be closed as usual
};

/// Decides what is handed out next and what the end of a trial means for the others: restarts, trials that
/// were out of memory, students of a teacher that failed, giving up. Knows nothing of messages.
class Dispatcher {
 public:
  /// Keeps references.
  Dispatcher(const sweep::Grid& grid, sweep::TrialSource& source, sweep::RecordStore& store,
             const RunRules& rules, const Progress& progress);

  /// The next trial for some of the idle ranks; nothing when none can start now, or none shall.
  std::optional<sweep::Assignment> next(std::span<const sweep::Rank> idle);
  /// A running trial that shall be put down, to go on with another team. Asked before next().
  std::optional<sweep::Assignment> to_resize(std::span<const sweep::Rank> idle);
  sweep::Verdict epoch(const EpochReport& report) { return source_.epoch(report); }
  /// A trial's record is durable.
  void ended(const Ended& ended);
  /// A trial was put down because the run is being stopped, before it began, or to go on with more ranks: it
  /// may be handed out again.
  void put_down(sweep::Row row);
  /// The rank that trained it is gone. Counts as no attempt, unless it happens again and again.
  void lost(sweep::Row row);

  /// From now on there are only so many ranks that train.
  void workers_left(int workers);

  /// Nothing is started any more.
  void stop(const std::string& reason);
  bool stopping() const { return end_.has_value(); }
  /// Why; to be asked when stopping.
  const std::string& stop_reason() const { return end_->reason; }
  int running() const { return running_; }
  bool runs(sweep::Row row) const { return assigned_.count(row) > 0; }
  /// To be asked once nothing runs and nothing can start.
  RunEnd end() const;

 private:
  std::optional<sweep::Assignment> start(sweep::Assignment assignment);
  void settle(const Ended& ended);
  void look_for_a_common_cause(const Ended& ended);

  const sweep::Grid& grid_;
  sweep::TrialSource& source_;
  sweep::RecordStore& store_;
  const RunRules& rules_;
  const Progress& progress_;

  std::size_t workers_ = std::numeric_limits<std::size_t>::max();
  int running_ = 0;
  bool alone_ = false;                                // a trial that was out of memory runs, and nothing else
  std::map<sweep::Row, sweep::Assignment> assigned_;  // running
  std::deque<sweep::Assignment> out_of_memory_;       // to be tried once more, alone
  std::map<sweep::Row, int> restarts_;
  std::string first_failure_;  // what all failures so far have in common
  int same_failures_ = 0;
  bool some_success_ = false;
  std::optional<RunEnd> end_;
};

}  // namespace workers
