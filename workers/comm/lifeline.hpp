#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workers/comm/communicator.hpp"

namespace comm {

/// Tells when a process is gone, which MPI does not: a TCP connection from every rank to rank 0 that nobody
/// writes to. The kernel closes it when a process ends, however it ends; when a whole node is lost, the other
/// ranks see it break after 15 s and rank 0 after 35 s, so that a rank that was merely cut off has stopped
/// before its trial is given to another.
///
/// A rank that can't connect (a firewall between nodes) goes unwatched here.
class Lifeline {
 public:
  /// Collective on `world`; takes milliseconds, some seconds where connections are refused silently.
  explicit Lifeline(const Communicator& world);
  ~Lifeline();
  Lifeline(const Lifeline&) = delete;
  Lifeline& operator=(const Lifeline&) = delete;

  /// On rank 0: the ranks that are gone and have not been named before.
  std::vector<int> newly_lost();
  /// Whether anyone at the other end is gone: on rank 0 any rank, on the others rank 0. Another thread may
  /// ask, but not while newly_lost() runs.
  bool peer_lost() const;
  /// How many connections there are.
  std::size_t watched() const;

 private:
  void accept_all(const Communicator& world, int listener, std::uint64_t token);

  struct Connection {
    int rank;
    int descriptor;
  };
  std::vector<Connection> connections_;  // rank 0: to all others; others: to rank 0
};

}  // namespace comm
