#pragma once

#include "workers/comm/lifeline.hpp"
#include "workers/watchdog.hpp"

namespace workers {

/// What watches over a rank while it works. Those that are null watch over nothing.
struct Guards {
  comm::Lifeline* lifeline = nullptr;
  Watchdog* watchdog = nullptr;
  double silence_seconds = 600;  // of another rank

  void beat() const {
    if (watchdog) watchdog->beat();
  }
};

}  // namespace workers
