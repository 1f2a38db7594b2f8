#pragma once

#include <optional>
#include <string>

namespace app {

/// SIGTERM, SIGINT and SIGUSR1 ask the run to stop, from the moment this exists. A second SIGINT ends the
/// process at once. One object per process.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// "SIGTERM", or nothing. Any thread may ask.
  static std::optional<std::string> received();
};

}  // namespace app
