#include "workers/comm/leave_last.hpp"

#include <chrono>
#include <thread>

#include "workers/comm/mpi_session.hpp"

namespace comm {
namespace {

constexpr std::chrono::seconds kPatience{5};

}  // namespace

void leave_last(Lifeline& lifeline, bool one_host, int exit_status) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (lifeline.watched() > 0 && std::chrono::steady_clock::now() < deadline) {
    lifeline.newly_lost();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  // Where daemons of other hosts are gone, too, mpirun returns only when told to.
  if (!one_host) MpiSession::abort(exit_status);
  MpiSession::leave(exit_status);
}

}  // namespace comm
