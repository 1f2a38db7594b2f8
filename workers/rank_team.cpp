#include "workers/rank_team.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "workers/trial_failure.hpp"

namespace workers {

RankTeam::RankTeam(comm::Communicator communicator) : communicator_(communicator), reducer_(communicator) {}

void RankTeam::together(const std::function<void()>& work) const {
  std::array<char, 256> message{};
  bool failed = false;
  try {
    work();
  } catch (const std::exception& error) {
    failed = true;
    const std::string text = error.what();
    text.copy(message.data(), message.size() - 1);
  }
  const int lowest = size() - communicator_.largest(failed ? size() - rank() : 0);
  if (lowest == size()) return;
  if (size() > 1) communicator_.broadcast(std::as_writable_bytes(std::span(message)), lowest);
  throw TrialFailure(message.data());
}

}  // namespace workers
