#pragma once

#include <functional>
#include <optional>
#include <string>

#include "workers/comm/communicator.hpp"

namespace comm {

/// Runs `work`, which must call nothing collective, on every rank, and returns on all of them the message of
/// the lowest rank on which it threw; nothing when it went well everywhere. Collective on the communicator.
std::optional<std::string> first_error(const Communicator& communicator, const std::function<void()>& work);

}  // namespace comm
