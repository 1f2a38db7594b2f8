#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <optional>
#include <span>
#include <vector>

#include "workers/comm/communicator.hpp"

namespace comm {

/// Bytes from another rank.
struct Letter {
  int from = 0;
  std::vector<std::byte> bytes;
};

/// Letters between single ranks. Waiting does not burn a core, as Open MPI's blocking calls do: the box is
/// looked into often at first (an answer usually comes within microseconds), then ever less often: what comes
/// lies there for a tenth of the time since the last letter, and for 5 ms, at most.
class Mailbox {
 public:
  explicit Mailbox(Communicator communicator) : communicator_(communicator) {}

  /// Never waits, whatever has become of the receiver: there is only so much room for letters that a dead
  /// rank will not read, and MPI_Send would wait for more for ever.
  void send(int to, std::span<const std::byte> bytes);
  /// The next letter from anyone, if one has come.
  std::optional<Letter> look();
  /// Waits for a letter, for `patience` at most.
  std::optional<Letter> wait(std::chrono::milliseconds patience);

 private:
  using Clock = std::chrono::steady_clock;
  struct Outgoing {
    MPI_Request request;
    std::vector<std::byte> bytes;
  };
  void drop_delivered();

  Communicator communicator_;
  Clock::time_point last_letter_ = Clock::now();  // sent or received
  std::list<Outgoing> outgoing_;                  // that MPI has had no room for yet: none, as a rule
  std::size_t look_through_at_ = 1;               // letters: then those that were delivered are dropped
};

}  // namespace comm
