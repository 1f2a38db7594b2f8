#pragma once

#include <chrono>
#include <string>

#include "app/run_options.hpp"
#include "app/work_done.hpp"
#include "sweep/grid.hpp"
#include "sweep/plan.hpp"
#include "workers/dispatcher.hpp"

namespace app {

/// Shows how a run is going: a bar that redraws itself on a terminal, a line every so often in a log.
/// Failures are always told, at once.
class ProgressDisplay {
 public:
  /// Keeps references.
  ProgressDisplay(const sweep::Grid& grid, const sweep::Plan& plan, Display display);

  /// What the coordinator should call. Valid as long as this object.
  workers::Progress callbacks();

  /// Ends the bar and says what came of the run.
  void finish();

  std::size_t failed() const { return failed_; }

 private:
  using Clock = std::chrono::steady_clock;
  void show();
  void note_end(const workers::Ended& ended);
  std::string line() const;

  const sweep::Grid& grid_;
  Display display_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_ = start_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  std::size_t running_ = 0;
  WorkDone work_done_;
};

/// The names of the columns and a trial's levels, for people: "data.snr=5, replicate=2".
std::string describe(const sweep::Grid& grid, sweep::Row row);

/// "1 h 04 min", "12 s".
std::string duration_text(double seconds);

}  // namespace app
