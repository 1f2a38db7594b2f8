#include "app/run_watch.hpp"

#include <unistd.h>

#include <string>

#include "app/stop_signals.hpp"
#include "workers/comm/mpi_session.hpp"

namespace app {
namespace {

constexpr double kOpenOrCloseSeconds = 120;

/// Why a process is of no use any more: its launcher is gone, or who it needs. Asked from the watchdog's
/// thread.
std::function<std::string()> needs(const comm::Lifeline* peers, const std::string& lost) {
  const pid_t launcher = comm::MpiSession::launched_as_job() ? getppid() : 0;
  return [launcher, peers, lost]() -> std::string {
    if (launcher != 0 && getppid() != launcher) return "its launcher is gone";
    return peers && peers->peer_lost() ? lost : "";
  };
}

std::string name_of(const comm::Communicator& world) {
  return "rank " + std::to_string(world.rank()) + " on " + comm::host_name();
}

}  // namespace

void RunWatch::open_or_close() {
  watchdog_.emplace(
      workers::Watchdog::Rules{.silence_seconds = kOpenOrCloseSeconds,
                               .who = "process " + std::to_string(getpid()) + " on " + comm::host_name(),
                               .abandoned = needs(nullptr, "")});
}

void RunWatch::get_ready(const comm::Communicator& world, const comm::Lifeline& lifeline) {
  watchdog_.emplace(
      workers::Watchdog::Rules{.who = name_of(world),
                               .stop_wanted = [] { return StopSignals::received().has_value(); },
                               .abandoned = needs(&lifeline, "another rank is gone")});
}

workers::Watchdog& RunWatch::run(const comm::Communicator& world, const comm::Lifeline& lifeline,
                                 const sweep::Settings& settings, const workers::RunRules& rules) {
  return watchdog_.emplace(workers::Watchdog::Rules{
      .silence_seconds = settings.number("run.silence_seconds"),
      .stop_seconds = settings.number("run.stop_seconds"),
      .who = name_of(world),
      .stop_wanted = [wanted = rules.stop_wanted] { return wanted().has_value(); },
      .abandoned = needs(world.rank() == 0 ? nullptr : &lifeline, "rank 0 is gone")});
}

}  // namespace app
