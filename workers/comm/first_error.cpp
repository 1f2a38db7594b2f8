#include "workers/comm/first_error.hpp"

#include <array>
#include <exception>

namespace comm {

std::optional<std::string> first_error(const Communicator& communicator, const std::function<void()>& work) {
  std::array<char, 512> message{};
  bool failed = false;
  try {
    work();
  } catch (const std::exception& error) {
    failed = true;
    const std::string text = error.what();
    text.copy(message.data(), message.size() - 1);
  }
  const int size = communicator.size();
  const int lowest = size - communicator.largest(failed ? size - communicator.rank() : 0);
  if (lowest == size) return std::nullopt;
  if (size > 1) communicator.broadcast(std::as_writable_bytes(std::span(message)), lowest);
  return message.data();
}

}  // namespace comm
