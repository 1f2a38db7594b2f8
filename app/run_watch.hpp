#pragma once

#include <optional>

#include "sweep/settings.hpp"
#include "workers/comm/communicator.hpp"
#include "workers/comm/lifeline.hpp"
#include "workers/dispatcher.hpp"
#include "workers/watchdog.hpp"

namespace app {

/// The watchdog of `gridsweep run`, which looks for other things in each phase of a run. Begins with the
/// opening of MPI, which waits for ever for a rank that dies meanwhile, as does the closing.
class RunWatch {
 public:
  RunWatch() { open_or_close(); }

  /// Now any lost rank ends this process: all take part in getting ready.
  void get_ready(const comm::Communicator& world, const comm::Lifeline& lifeline);
  /// Now a worker needs rank 0, and rank 0 nobody. What ends the run, a signal or the time limit, ends this
  /// process in time, whatever it waits for. Keeps what `rules` refer to.
  workers::Watchdog& run(const comm::Communicator& world, const comm::Lifeline& lifeline,
                         const sweep::Settings& settings, const workers::RunRules& rules);

  /// However a run is left, from then on only the closing of MPI is watched: other ranks may go before this
  /// one. Stands inside all that the phases above refer to.
  class Closing {
   public:
    explicit Closing(RunWatch& watch) : watch_(watch) {}
    ~Closing() { watch_.open_or_close(); }
    Closing(const Closing&) = delete;
    Closing& operator=(const Closing&) = delete;

   private:
    RunWatch& watch_;
  };

 private:
  void open_or_close();
  std::optional<workers::Watchdog> watchdog_;
};

}  // namespace app
