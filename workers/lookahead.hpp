#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

namespace workers {

/// How many trials one rank is given ahead, so that it never waits for the next one: as many as it trains in
/// a few milliseconds, and one at a time when they are longer than that, or fail. Quick to believe that they
/// are long, slow to believe that they are short.
class Lookahead {
 public:
  static constexpr double kSeconds = 5e-3;
  static constexpr std::size_t kMostTrials = 256;

  /// A trial of this rank has ended well.
  void ended_in(double seconds) {
    pace_ = known() ? std::max(seconds, 0.75 * pace_ + 0.25 * seconds) : seconds;
  }
  /// What comes next may be quite another thing.
  void start_over() { pace_ = kUnknown; }

  /// At least one.
  std::size_t trials() const {
    if (!known() || pace_ >= kSeconds) return 1;
    return static_cast<std::size_t>(std::clamp(kSeconds / std::max(pace_, 1e-9), 1.0, double{kMostTrials}));
  }

 private:
  static constexpr double kUnknown = std::numeric_limits<double>::infinity();
  bool known() const { return pace_ < kUnknown; }

  double pace_ = kUnknown;  // seconds per trial
};

}  // namespace workers
