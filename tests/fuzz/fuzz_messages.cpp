// A message between ranks from any bytes: a message, or a std::runtime_error.

#include <algorithm>
#include <span>
#include <stdexcept>

#include "target.hpp"
#include "workers/messages.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  try {
    const auto again = workers::encode(workers::decode(bytes));
    fuzz::expect(again.size() <= bytes.size() && std::equal(again.begin(), again.end(), bytes.begin()),
                 "what was decoded is what was sent");
  } catch (const std::runtime_error&) {
  }
  return 0;
}
