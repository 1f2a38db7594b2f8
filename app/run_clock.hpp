#pragma once

#include <chrono>

namespace app {

/// Since it was made: how long that is, and how much of it this process has computed.
class RunClock {
 public:
  RunClock() : begin_(Clock::now()), begin_computed_(computed()) {}

  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }
  /// In cores: 1 is one core all the time. All threads count.
  double load() const { return (computed() - begin_computed_) / seconds(); }

 private:
  using Clock = std::chrono::steady_clock;
  /// In seconds, since the process began.
  static double computed();

  Clock::time_point begin_;
  double begin_computed_;
};

}  // namespace app
